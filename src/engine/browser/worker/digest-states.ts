import type { Table } from './database.js'

/** How far a file is hashed, and the hash's inner state there. */
export interface DigestState {
  readonly offset: number
  readonly state: Uint8Array
}

/**
 * The inner states of the digests of partials, so that a resume need not read again what was hashed. A state is kept only once the bytes
 * it stands for are flushed, and dropped before any of them is.
 */
export interface DigestStates {
  /** The state of a partial, no further than `offset`. */
  read(key: string, offset: number): Promise<DigestState | null>
  /** Something that knows the present state of a partial; gives a function that takes it away again. */
  watch(key: string, current: () => DigestState | null): () => void
  /** The partial is flushed: keeps the state that it had before. */
  keep(key: string): Promise<void>
  /** The partial is cut: a state beyond that is void. */
  cut(key: string, size: number): Promise<void>
  forget(key: string): Promise<void>
  forgetFolder(folder: string): Promise<void>
}

export function createDigestStates(table: Table): DigestStates {
  const current = new Map<string, () => DigestState | null>()
  /** Of digests that were called off: what they had is still true of what was written. */
  const last = new Map<string, DigestState>()
  const kept = new Map<string, number>()

  async function forget(key: string): Promise<void> {
    kept.delete(key)
    last.delete(key)
    await table.delete(key)
  }

  async function stored(key: string): Promise<DigestState | null> {
    const { offset, state } = ((await table.get(key)) ?? {}) as Partial<DigestState>
    return Number.isSafeInteger(offset) && state instanceof Uint8Array ? { offset: offset as number, state } : null
  }

  return {
    async read(key, offset) {
      const found = await stored(key)
      return found !== null && found.offset <= offset ? found : null
    },
    watch(key, read) {
      current.set(key, read)
      last.delete(key)
      return () => {
        if (current.get(key) !== read) return
        const state = read()
        if (state !== null) last.set(key, state)
        current.delete(key)
      }
    },
    async keep(key) {
      const state = current.get(key)?.() ?? last.get(key) ?? null
      if (state === null || state.offset === kept.get(key)) return
      kept.set(key, state.offset)
      await table.set(key, state)
    },
    async cut(key, size) {
      last.delete(key)
      const found = await stored(key)
      if (found !== null && found.offset > size) await forget(key)
    },
    forget,
    async forgetFolder(folder) {
      for (const key of (await table.entries()).keys()) if (key.startsWith(`${folder}/`)) await forget(key)
    },
  }
}
