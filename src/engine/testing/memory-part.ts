import { EngineError } from '../core/errors.js'
import type { Clock } from '../ports/clock.js'
import type { PartFile } from '../ports/files.js'
import type { FileOperation, MemoryFile } from './memory-files.js'
import { SparseBytes } from './sparse-bytes.js'

/** What an open partial needs of the disk it lies on. */
export interface PartDisk {
  readonly clock: Clock
  readonly files: Map<string, MemoryFile>
  /** Throws the fault that is due. */
  check(operation: FileOperation): void
  freeBytes(): number
  writeSpeed(): number | null
}

/** Opens a partial at `key`, creating it where it is missing. */
export function createMemoryPart(key: string, disk: PartDisk): PartFile {
  const { clock } = disk
  const file: MemoryFile = disk.files.get(key) ?? {
    content: new SparseBytes(),
    durable: null,
    modifiedAtMs: clock.now(),
  }
  disk.files.set(key, file)
  let isOpen = true

  function use(): SparseBytes {
    if (!isOpen) throw new EngineError('storage-io', `${key} was used after it was closed.`)
    return file.content
  }

  function writeTime(bytes: number): Promise<void> {
    const speed = disk.writeSpeed()
    if (speed === null) return Promise.resolve()
    return new Promise((resolve) => void clock.setTimer((bytes / speed) * 1000, resolve))
  }

  return {
    async write(offset, chunks) {
      use()
      disk.check('write')
      const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0)
      await writeTime(length)
      const content = use()
      const before = content.copy()
      let at = offset
      for (const chunk of chunks) {
        content.write(at, chunk)
        at += chunk.length
      }
      if (disk.freeBytes() < 0) {
        file.content = before
        throw new EngineError(
          'disk-full',
          'The disk is full. Free some space, then retry: nothing of the download is lost.',
        )
      }
      file.modifiedAtMs = clock.now()
    },
    read: async (offset, length) => use().read(offset, length),
    async flush() {
      const flushed = use().copy()
      disk.check('flush')
      if (disk.files.get(key) !== file)
        throw new EngineError('storage-io', `${key} was deleted while it was downloaded, so what came is lost. Retry.`)
      file.durable = flushed
    },
    async truncate(size) {
      use().truncate(size)
    },
    size: async () => use().size,
    async close() {
      isOpen = false
    },
  }
}
