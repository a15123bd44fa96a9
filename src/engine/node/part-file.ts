import { constants, writev } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EngineError } from '../core/errors.js'
import type { PartFile } from '../ports/files.js'
import { syncFolder } from './durable.js'
import { storageError, systemCode } from './storage-error.js'

// POSIX promises 16, Linux and macOS take 1024 buffers a call.
const MAX_BUFFERS = 1024

/**
 * Opens a partial for reading and writing, creating it. Its name survives a power loss from then on.
 *
 * @throws EngineError, or the system's ENOENT where the folder is gone.
 */
export async function openPartFile(path: string): Promise<PartFile> {
  const isNew = await checkPlainFile(path)
  const handle = await openHere(path)
  try {
    if (isNew) await syncFolder(dirname(path))
  } catch (error) {
    await handle.close()
    throw storageError(error, 'create the partial file', path)
  }
  return partFile(handle, path)
}

function partFile(handle: FileHandle, path: string): PartFile {
  let writing = 0
  let onWritten: () => void = () => undefined
  let closing: Promise<void> | null = null
  const guard = async <T>(doing: string, operation: Promise<T>): Promise<T> => {
    try {
      return await operation
    } catch (error) {
      throw storageError(error, doing, path)
    }
  }
  const ended = (): void => {
    writing -= 1
    if (writing === 0) onWritten()
  }
  async function close(): Promise<void> {
    // The number of a closed file may be another file's the next moment: no write may be under way.
    if (writing > 0)
      await new Promise<void>((resolve) => {
        onWritten = resolve
      })
    await guard('close the partial file', handle.close())
  }
  return {
    write(offset, chunks) {
      writing += 1
      return writeAll(writeAt(handle.fd), offset, chunks).then(ended, (error: unknown) => {
        ended()
        throw storageError(error, 'write the partial file', path)
      })
    },
    read: (offset, length) => guard('read the partial file', readUpTo(handle, offset, length)),
    flush: () => guard('flush the partial file', handle.datasync()),
    truncate: (size) => guard('shorten the partial file', handle.truncate(size)),
    size: () =>
      guard(
        'measure the partial file',
        handle.stat().then((stat) => stat.size),
      ),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** By callback, which costs a good deal less than the promise of a FileHandle. */
function writeAt(fd: number): WriteSome {
  return (buffers, position, done) => writev(fd, buffers, position, done)
}

/** What `fs.writev` does: writes some of the buffers' bytes, and says how many. */
export type WriteSome = (
  buffers: readonly Uint8Array[],
  position: number,
  done: (error: unknown, bytesWritten: number) => void,
) => void

/** Writes all bytes, going on after a short write, with at most 1024 buffers a call. */
export function writeAll(writeSome: WriteSome, offset: number, chunks: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = after(chunks, 0)
    let position = offset
    function next(): void {
      if (left.length === 0) return resolve()
      writeSome(left.length <= MAX_BUFFERS ? left : left.slice(0, MAX_BUFFERS), position, (error, bytesWritten) => {
        if (error !== null) return reject(error)
        if (bytesWritten === 0) return reject(new Error('the system wrote nothing and gave no reason'))
        position += bytesWritten
        left = after(left, bytesWritten)
        next()
      })
    }
    next()
  })
}

/** What is left of chunks after so many of their bytes, without empty ones in front. */
function after(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let taken = bytes
  for (const [index, chunk] of chunks.entries()) {
    if (chunk.byteLength > taken)
      return index === 0 && taken === 0 ? chunks : [chunk.subarray(taken), ...chunks.slice(index + 1)]
    taken -= chunk.byteLength
  }
  return []
}

async function readUpTo(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

async function openHere(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDWR | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0), 0o666)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw error
    throw storageError(error, 'open the partial file', path)
  }
}

/** Whether there is nothing yet. Also keeps off links where O_NOFOLLOW is missing (Windows), and pipes and devices. */
async function checkPlainFile(path: string): Promise<boolean> {
  const stat = await lstat(path).catch((error) => {
    if (systemCode(error) === 'ENOENT') return null
    throw storageError(error, 'look at the partial file', path)
  })
  if (stat === null) return true
  if (stat.isFile()) return false
  const what = stat.isSymbolicLink() ? 'a symbolic link' : stat.isDirectory() ? 'a folder' : 'no plain file'
  throw new EngineError('storage-denied', `${path} is ${what}, so nothing is written there. Remove it, then retry.`)
}
