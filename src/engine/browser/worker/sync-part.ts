import { EngineError } from '../../core/errors.js'
import type { PartFile } from '../../ports/files.js'
import { nameOf, storageError } from './storage-error.js'

/** How long the handle of a tab that has just ended may still be held, milliseconds. */
const BUSY_MS = 3_000
const BUSY_STEP_MS = 50

/** A partial that is open, with what the digest needs of it. */
export interface SyncPart extends PartFile {
  /** Reads into the buffer; gives how many bytes there were. */
  readSync(offset: number, into: Uint8Array): number
}

/**
 * Opens a partial by a synchronous handle, which is exclusive and the only fast one: it writes in place, without a copy of the file.
 *
 * @param onWritten - Gets each buffer back once it is written, to be used again.
 */
export async function openSyncPart(
  file: FileSystemFileHandle,
  hooks: {
    onWritten(chunk: Uint8Array): void
    onFlush(): Promise<void>
    onTruncate(size: number): Promise<void>
    onClose(): void
  },
): Promise<SyncPart> {
  const handle = await openHandle(file)
  let isOpen = true

  function act<T>(doing: string, operation: () => T): T {
    if (!isOpen) throw new EngineError('closed', 'The partial file was closed already.')
    try {
      return operation()
    } catch (error) {
      throw storageError(error, doing)
    }
  }

  return {
    async write(offset, chunks) {
      let at = offset
      for (const chunk of chunks) {
        act('write the partial file', () => writeAll(handle, chunk, at))
        at += chunk.byteLength
        hooks.onWritten(chunk)
      }
    },
    async read(offset, length) {
      const bytes = new Uint8Array(length)
      return bytes.subarray(
        0,
        act('read the partial file', () => handle.read(bytes, { at: offset })),
      )
    },
    readSync: (offset, into) => act('read the partial file', () => handle.read(into, { at: offset })),
    async flush() {
      act('flush the partial file', () => handle.flush())
      await hooks.onFlush()
    },
    async truncate(size) {
      await hooks.onTruncate(size)
      act('shorten the partial file', () => handle.truncate(size))
    },
    size: async () => act('measure the partial file', () => handle.getSize()),
    async close() {
      if (!isOpen) return
      isOpen = false
      handle.close()
      hooks.onClose()
    },
  }
}

async function openHandle(file: FileSystemFileHandle): Promise<FileSystemSyncAccessHandle> {
  for (let waitedMs = 0; ; waitedMs += BUSY_STEP_MS) {
    try {
      return await file.createSyncAccessHandle()
    } catch (error) {
      if (nameOf(error) !== 'NoModificationAllowedError' || waitedMs >= BUSY_MS) throw error
      await new Promise((resolve) => setTimeout(resolve, BUSY_STEP_MS))
    }
  }
}

function writeAll(handle: FileSystemSyncAccessHandle, chunk: Uint8Array, offset: number): void {
  for (let done = 0; done < chunk.byteLength; ) {
    const written = handle.write(done === 0 ? chunk : chunk.subarray(done), { at: offset + done })
    // Chromium writes less than it was given, and says no more, where the disk is full.
    if (written === 0) throw new DOMException('nothing was written', 'QuotaExceededError')
    done += written
  }
}
