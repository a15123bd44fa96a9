import { constants } from 'node:fs'
import { copyFile, link, open, realpath, rename, stat, unlink } from 'node:fs/promises'
import { dirname, isAbsolute, relative } from 'node:path'
import { EngineError } from '../core/errors.js'
import type { BringOptions, FileRef, Foreign, Incoming } from '../ports/files.js'
import { retryBusy, syncFolder } from './durable.js'
import type { Places } from './places.js'
import { storageError, systemCode } from './storage-error.js'

const BLOCK_BYTES = 4 * 1024 * 1024
/** A file system that knows no links, or another one; a limit of links; or a kernel that lets nobody link a file of somebody else. */
const CANNOT_LINK: ReadonlySet<string> = new Set([
  'EXDEV',
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'EMLINK',
  'ENOSYS',
  'EACCES',
])

/** Takes files of this machine over: by hard link, by clone where the file system shares blocks, or by copy. */
export function createNodeIncoming(places: Places): Incoming {
  async function placeOf(from: FileRef | string): Promise<string> {
    if (typeof from === 'string') return checkLocation(places, from)
    const path = places.path(from, 'final')
    if ((await places.existing(path)) === null) throw new EngineError('storage-io', `${path} is gone.`)
    return path
  }

  async function drop(ref: FileRef): Promise<void> {
    const path = await places.existing(places.path(ref, 'incoming'))
    if (path === null) return
    await unlink(path).catch((error) => {
      if (systemCode(error) !== 'ENOENT') throw storageError(error, 'delete the file', path)
    })
  }

  return {
    async look(location) {
      const path = checkLocation(places, location)
      try {
        return foreign(await stat(path))
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes(systemCode(error))) return { kind: 'nothing' }
        throw storageError(error, 'look at the file', path)
      }
    },
    async bring(from, ref, options) {
      const source = await placeOf(from)
      const target = places.path(ref, 'incoming')
      try {
        await places.makeFolderOf(target)
        await drop(ref)
        if (options.link && (await linked(source, target))) return 'linked'
        if (await cloned(source, target)) return 'copied'
        await options.onCopy?.()
        await copy(source, target, options)
        return 'copied'
      } catch (error) {
        await drop(ref).catch(() => undefined)
        options.signal.throwIfAborted()
        throw storageError(error, `take over ${source}`, target)
      }
    },
    async publish(ref, as = 'final') {
      const [from, to] = [places.path(ref, 'incoming'), places.path(ref, as)]
      try {
        await places.existing(to)
        await retryBusy(() => rename(from, to))
        // Of two names for one file a rename takes neither away.
        await drop(ref)
        await syncFolder(dirname(to))
      } catch (error) {
        throw storageError(error, 'give the file its name', to)
      }
    },
    drop,
  }
}

/** Links lead where they lead: caches of models are full of them, and it is the user who names the place. */
function checkLocation(places: Places, location: string): string {
  if (!isAbsolute(location) || location.includes('\0')) {
    throw new EngineError(
      'invalid-command',
      `${JSON.stringify(location)} is no absolute path. Name the file by its whole path on the engine's machine.`,
    )
  }
  const inState = relative(places.state, location)
  if (inState === '' || !(inState.startsWith('..') || isAbsolute(inState))) {
    throw new EngineError('invalid-command', `${location} is a record of the engine, and no model. Name another file.`)
  }
  return location
}

function foreign(found: { isFile(): boolean; isDirectory(): boolean; readonly size: number }): Foreign {
  if (found.isFile()) return { kind: 'file', size: found.size }
  return { kind: found.isDirectory() ? 'folder' : 'nothing' }
}

async function linked(source: string, target: string): Promise<boolean> {
  try {
    // Without it, the new name would be one of the link, and not of what it leads to.
    await link(await realpath(source), target)
    return true
  } catch (error) {
    if (CANNOT_LINK.has(systemCode(error))) return false
    throw error
  }
}

async function cloned(source: string, target: string): Promise<boolean> {
  try {
    await copyFile(source, target, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL)
  } catch (error) {
    if (systemCode(error) === 'ENOSPC') throw error
    await unlink(target).catch(() => undefined)
    return false
  }
  await flush(target)
  return true
}

async function copy(source: string, target: string, { signal, onBytes }: BringOptions): Promise<void> {
  const from = await open(source, 'r')
  try {
    const to = await open(target, 'wx')
    try {
      const block = Buffer.allocUnsafe(BLOCK_BYTES)
      for (let at = 0; ; ) {
        signal.throwIfAborted()
        const { bytesRead } = await from.read(block, 0, block.length, at)
        if (bytesRead === 0) break
        await writeWhole(to, block.subarray(0, bytesRead), at)
        at += bytesRead
        onBytes?.(at)
      }
      await to.datasync()
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

async function writeWhole(to: Awaited<ReturnType<typeof open>>, bytes: Buffer, at: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await to.write(bytes, done, bytes.length - done, at + done)).bytesWritten
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.datasync()
  } finally {
    await handle.close()
  }
}
