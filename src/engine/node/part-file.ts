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
  const writes = new Set<Promise<void>>()
  let closing: Promise<void> | null = null
  const guard = async <T>(doing: string, operation: Promise<T>): Promise<T> => {
    try {
      return await operation
    } catch (error) {
      throw storageError(error, doing, path)
    }
  }
  return {
    write(offset, chunks) {
      const writing = guard('write the partial file', writeAll(writeAt(handle.fd), offset, chunks)).finally(() =>
        writes.delete(writing),
      )
      writes.add(writing)
      return writing
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
      // The number of a closed file may be another file's the next moment: no write may be under way.
      closing ??= Promise.allSettled(writes).then(() => guard('close the partial file', handle.close()))
      return closing
    },
  }
}

/** By callback, which costs a good deal less than the promise of a FileHandle. */
function writeAt(fd: number): WriteSome {
  return (buffers, position) =>
    new Promise((resolve, reject) => {
      writev(fd, buffers, position, (error, bytesWritten) =>
        error === null ? resolve({ bytesWritten }) : reject(error),
      )
    })
}

/** What `fs.writev` does: writes some of the buffers' bytes, says how many. */
export type WriteSome = (buffers: readonly Uint8Array[], position: number) => Promise<{ readonly bytesWritten: number }>

/** Writes all bytes, going on after a short write, with at most 1024 buffers a call. */
export async function writeAll(writeSome: WriteSome, offset: number, chunks: readonly Uint8Array[]): Promise<void> {
  const buffers = chunks.filter((chunk) => chunk.byteLength > 0)
  let position = offset
  let next = 0
  while (next < buffers.length) {
    const batch = next === 0 && buffers.length <= MAX_BUFFERS ? buffers : buffers.slice(next, next + MAX_BUFFERS)
    let { bytesWritten } = await writeSome(batch, position)
    if (bytesWritten === 0) throw new Error('the system wrote nothing and gave no reason')
    position += bytesWritten
    for (let first = buffers[next]; first !== undefined && bytesWritten > 0; first = buffers[next]) {
      if (bytesWritten < first.byteLength) buffers[next] = first.subarray(bytesWritten)
      else next += 1
      bytesWritten -= first.byteLength
    }
  }
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
