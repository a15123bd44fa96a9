import type { FileRef } from '../../ports/files.js'
import type { BufferPool } from './buffer-pool.js'
import type { DigestStates } from './digest-states.js'
import type { PartHooks, SyncPart } from './sync-part.js'

/** Takes a chunk that was written, to hash it; false where it has no use for it. A promise holds back who wrote it. */
export type ChunkTaker = (offset: number, chunk: Uint8Array) => Promise<void> | boolean

/** The partials that are open, by their place: a handle is exclusive, so the digest reads through the writer's. */
export interface OpenParts {
  get(ref: FileRef): SyncPart | undefined
  open(ref: FileRef, open: (hooks: PartHooks) => Promise<SyncPart>): Promise<SyncPart>
  /** Hands on what is written from now on: what was in memory need not be read again. Gives a function that ends it. */
  feed(ref: FileRef, taker: ChunkTaker): () => void
  /** The partial is gone, or has its final name. */
  forget(ref: FileRef): Promise<void>
  forgetFolder(folder: string): Promise<void>
}

export function createOpenParts(pool: BufferPool, states: DigestStates): OpenParts {
  const open = new Map<string, SyncPart>()
  const takers = new Map<string, ChunkTaker>()
  return {
    get: (ref) => open.get(keyOf(ref)),
    async open(ref, openPart) {
      const key = keyOf(ref)
      const part = await openPart({
        onWritten(offset, chunk) {
          const taken = takers.get(key)?.(offset, chunk) ?? false
          if (typeof taken !== 'boolean') return taken
          if (!taken) pool.give(chunk)
          return undefined
        },
        onFlush() {
          const state = states.take(key)
          return async () => (state === null ? undefined : states.keep(key, state))
        },
        onTruncate: (size) => states.cut(key, size),
        onClose: () => open.delete(key),
      })
      open.set(key, part)
      return part
    },
    feed(ref, taker) {
      const key = keyOf(ref)
      takers.set(key, taker)
      return () => {
        if (takers.get(key) === taker) takers.delete(key)
      }
    },
    forget: (ref) => states.forget(keyOf(ref)),
    forgetFolder: (folder) => states.forgetFolder(folder),
  }
}

export function keyOf({ folder, path }: FileRef): string {
  return `${folder}/${path}`
}
