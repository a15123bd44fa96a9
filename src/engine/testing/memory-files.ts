import { EngineError } from '../core/errors.js'
import type { Clock } from '../ports/clock.js'
import type { FileRef, FileState, Files } from '../ports/files.js'
import { createFaultQueue } from './faults.js'
import { createMemoryIncoming } from './memory-incoming.js'
import { createMemoryPart } from './memory-part.js'
import type { SparseBytes } from './sparse-bytes.js'

export interface MemoryFilesOptions {
  readonly clock: Clock
  /** Bytes that fit. Default 500 GB; null for no limit, and then free space is unknown. */
  readonly capacityBytes?: number | null
  /** Speed of writing. Default null: writing takes no time. */
  readonly writeBytesPerSecond?: number | null
}

/** What can be made to fail, once or more often. */
export type FileOperation = 'open' | 'write' | 'flush' | 'publish'

/** A file on the simulated disk: as a program sees it, and as a power loss would leave it. */
export interface MemoryFile {
  content: SparseBytes
  /** null: never flushed, so it would be gone. */
  durable: SparseBytes | null
  modifiedAtMs: number
}

/** A disk in memory. Content that a {@link scripted server} made up takes no memory, whatever its size. */
export interface MemoryFiles extends Files {
  /** Takes away what was written and not flushed, as a power loss does. */
  crash(): void
  /** The next `times` (default 1) operations of a kind throw the error. */
  fail(operation: FileOperation, error: EngineError, times?: number): void
  setCapacity(bytes: number | null): void
  setWriteSpeed(bytesPerSecond: number | null): void
  /** Whether one file can have two names. Default true. */
  setLinks(canLink: boolean): void
  usedBytes(): number
  /** The content of a file, for tests and for hashing; null when there is none. */
  content(ref: FileRef, which: FileState): SparseBytes | null
  /** The content at a place that `locate` gave. */
  contentAt(location: string): SparseBytes | null
  /** Replaces the content at a place that `locate` gave, as another program does. */
  overwrite(location: string, content: SparseBytes): void
  /** Puts a file there without a download. */
  put(ref: FileRef, which: FileState, content: SparseBytes): void
  /** All places in use, sorted; partials end in `.part`. Places outside `/models/` are a user's own. */
  list(): readonly string[]
}

const ROOT = '/models/'

/** An empty disk in memory. */
export function createMemoryFiles(options: MemoryFilesOptions): MemoryFiles {
  const { clock } = options
  const files = new Map<string, MemoryFile>()
  const faults = createFaultQueue<FileOperation, EngineError>()
  let capacity = options.capacityBytes === undefined ? 500e9 : options.capacityBytes
  let writeSpeed = options.writeBytesPerSecond ?? null

  let canLink = true

  const place = (ref: FileRef, which: FileState): string =>
    `${ROOT}${ref.folder}/${ref.path}${which === 'final' ? '' : `.${which}`}`

  // One file may have two names.
  const usedBytes = (): number => [...new Set(files.values())].reduce((sum, file) => sum + file.content.storedBytes, 0)

  function check(operation: FileOperation): void {
    const error = faults.take(operation)
    if (error !== null) throw error
  }

  async function stat(key: string): Promise<{ size: number; modifiedAtMs: number } | null> {
    const file = files.get(key)
    return file === undefined ? null : { size: file.content.size, modifiedAtMs: file.modifiedAtMs }
  }

  async function openPart(ref: FileRef): ReturnType<Files['openPart']> {
    check('open')
    return createMemoryPart(place(ref, 'part'), {
      clock,
      files,
      check,
      freeBytes: () => (capacity === null ? Number.POSITIVE_INFINITY : capacity - usedBytes()),
      writeSpeed: () => writeSpeed,
    })
  }

  async function publish(ref: FileRef): Promise<void> {
    check('publish')
    const file = files.get(place(ref, 'part'))
    if (file === undefined)
      throw new EngineError('storage-io', `There is no partial of ${ref.path} to give its name to.`)
    files.delete(place(ref, 'part'))
    files.set(place(ref, 'final'), file)
  }

  const roomLeft = (): number => (capacity === null ? Number.POSITIVE_INFINITY : capacity - usedBytes())

  return {
    incoming: createMemoryIncoming({
      clock,
      files,
      place,
      roomLeft,
      canLink: () => canLink,
      writeSpeed: () => writeSpeed,
    }),
    survey: async () =>
      [...files.entries()]
        .filter(([key]) => key.startsWith(ROOT))
        .map(([key, { content, modifiedAtMs }]) => ({
          name: key.slice(ROOT.length),
          size: content.size,
          modifiedAtMs,
        })),
    setLinks(can) {
      canLink = can
    },
    openPart,
    publish,
    stat: (ref) => stat(place(ref, 'final')),
    statPart: (ref) => stat(place(ref, 'part')),
    deletePart: async (ref) => void files.delete(place(ref, 'part')),
    delete: async (ref) => void files.delete(place(ref, 'final')),
    async deleteFolder(folder) {
      for (const key of files.keys()) if (key.startsWith(`${ROOT}${folder}/`)) files.delete(key)
    },
    async clone(from, to) {
      check('publish')
      const file = files.get(place(from, 'final'))
      if (file === undefined) throw new EngineError('storage-io', `There is no ${from.path} to make another of.`)
      files.set(place(to, 'final'), { ...file, content: file.content.copy(), durable: file.content.copy() })
    },
    locate: (ref) => place(ref, 'final'),
    freeBytes: async () => (capacity === null ? null : Math.max(0, capacity - usedBytes())),
    crash() {
      for (const [key, file] of files) {
        if (file.durable === null) files.delete(key)
        else file.content = file.durable.copy()
      }
    },
    fail: (operation, error, times) => faults.add(operation, error, times),
    setCapacity(bytes) {
      capacity = bytes
    },
    setWriteSpeed(bytesPerSecond) {
      writeSpeed = bytesPerSecond
    },
    usedBytes,
    content: (ref, which) => files.get(place(ref, which))?.content ?? null,
    contentAt: (location) => files.get(location)?.content ?? null,
    put(ref, which, content) {
      files.set(place(ref, which), { content: content.copy(), durable: content.copy(), modifiedAtMs: clock.now() })
    },
    overwrite(location, content) {
      files.set(location, { content, durable: content.copy(), modifiedAtMs: clock.now() })
    },
    list: () => [...files.keys()].sort(),
  }
}
