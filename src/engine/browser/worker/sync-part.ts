import { EngineError } from '../../core/errors.js'
import type { PartFile } from '../../ports/files.js'
import type { FlushThread } from './flush-thread.js'
import { openHandle } from './shared-handle.js'
import { nameOf, storageError } from './storage-error.js'

/** Less than this is flushed at once: it is sooner done than said. */
const LONG_FLUSH_BYTES = 4 * 1024 * 1024

/** What happens around a partial that is open. */
export interface PartHooks {
  /** Gets each chunk once it is written; a promise holds back who wrote it. */
  onWritten(offset: number, chunk: Uint8Array): Promise<void> | undefined
  /** Called before the flush; what it gives is called when it is done. */
  onFlush(): () => Promise<void>
  onTruncate(size: number): Promise<void>
  onClose(): void
}

/** A partial that is open, with what the digest needs of it. */
export interface SyncPart extends PartFile {
  /** Reads into the buffer; gives how many bytes there were. */
  readSync(offset: number, into: Uint8Array): number
}

/** Opens a partial by a synchronous handle, the only fast one: it writes in place, without a copy of the file. */
export async function openSyncPart(
  file: FileSystemFileHandle,
  hooks: PartHooks,
  flushThread: FlushThread,
): Promise<SyncPart> {
  const handle = await openHandle(file)
  const away = flushThread.of(file)
  let isOpen = true
  let unflushed = 0

  function act<T>(doing: string, operation: () => T): T {
    if (!isOpen) throw new EngineError('closed', 'The partial file was closed already.')
    try {
      return operation()
    } catch (error) {
      throw storageError(error, doing)
    }
  }

  // What a flush takes note of would be void after a cut, and none may be under way when the file is closed.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn =
    <A extends readonly unknown[], T>(action: (...given: A) => Promise<T>) =>
    (...given: A): Promise<T> => {
      const turn = last.then(() => action(...given))
      last = turn.catch(() => undefined)
      return turn
    }

  return {
    async write(offset, chunks) {
      let at = offset
      for (const chunk of chunks) {
        const { byteLength } = chunk
        act('write the partial file', () => writeAll(handle, chunk, at))
        unflushed += byteLength
        const held = hooks.onWritten(at, chunk)
        at += byteLength
        if (held !== undefined) await held
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
    flush: inTurn(async () => {
      const onFlushed = hooks.onFlush()
      const isLong = unflushed >= LONG_FLUSH_BYTES
      unflushed = 0
      if (!isLong || !(await away.flush())) act('flush the partial file', () => handle.flush())
      await onFlushed()
    }),
    truncate: inTurn(async (size: number) => {
      await hooks.onTruncate(size)
      act('shorten the partial file', () => handle.truncate(size))
    }),
    size: async () => act('measure the partial file', () => handle.getSize()),
    close: inTurn(async () => {
      if (!isOpen) return
      isOpen = false
      hooks.onClose()
      // Chromium never comes back from closing a file that was cleared with the data of the site.
      if (!(await isThere(file))) return
      await away.close()
      handle.close()
    }),
  }
}

async function isThere(file: FileSystemFileHandle): Promise<boolean> {
  return file.getFile().then(
    () => true,
    (error: unknown) => nameOf(error) !== 'NotFoundError',
  )
}

function writeAll(handle: FileSystemSyncAccessHandle, chunk: Uint8Array, offset: number): void {
  for (let done = 0; done < chunk.byteLength; ) {
    const written = handle.write(done === 0 ? chunk : chunk.subarray(done), { at: offset + done })
    // Chromium writes less than it was given, and says no more, where the disk is full.
    if (written === 0) throw new DOMException('nothing was written', 'QuotaExceededError')
    done += written
  }
}
