import type { MoverStore } from '../../src/engine/mover/mover-memory.js'

/** One text that outlives an engine. */
export function createMemoryStore(): MoverStore {
  let text: string | null = null
  return {
    read: async () => text,
    async write(next) {
      text = next
    },
  }
}
