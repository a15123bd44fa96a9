import type { FileRef } from '../../ports/files.js'
import type { BufferPool } from './buffer-pool.js'
import type { DigestStates } from './digest-states.js'
import type { SyncPart } from './sync-part.js'

type Hooks = {
  onWritten(chunk: Uint8Array): void
  onFlush(): Promise<void>
  onTruncate(size: number): Promise<void>
  onClose(): void
}

/** The partials that are open, by their place: a handle is exclusive, so the digest reads through the writer's. */
export interface OpenParts {
  get(ref: FileRef): SyncPart | undefined
  open(ref: FileRef, open: (hooks: Hooks) => Promise<SyncPart>): Promise<SyncPart>
  /** The partial is gone, or has its final name. */
  forget(ref: FileRef): Promise<void>
  forgetFolder(folder: string): Promise<void>
}

export function createOpenParts(pool: BufferPool, states: DigestStates): OpenParts {
  const open = new Map<string, SyncPart>()
  return {
    get: (ref) => open.get(keyOf(ref)),
    async open(ref, openPart) {
      const key = keyOf(ref)
      const part = await openPart({
        onWritten: pool.give,
        onFlush: () => states.keep(key),
        onTruncate: (size) => states.cut(key, size),
        onClose: () => open.delete(key),
      })
      open.set(key, part)
      return part
    },
    forget: (ref) => states.forget(keyOf(ref)),
    forgetFolder: (folder) => states.forgetFolder(folder),
  }
}

export function keyOf({ folder, path }: FileRef): string {
  return `${folder}/${path}`
}
