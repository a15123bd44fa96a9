import { constants } from 'node:fs'
import { copyFile, link, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { FileRef } from '../ports/files.js'
import { retryBusy, syncFolder } from './durable.js'
import type { Places } from './places.js'
import { storageError, systemCode } from './storage-error.js'

/** Makes a final file stand at another place too. Takes no room where the file system can link or clone. */
export async function cloneFile(places: Places, from: FileRef, to: FileRef): Promise<void> {
  const path = places.path(to, 'final')
  // Until it is whole, under a name that nothing writes to: it may be one file with the original.
  const incoming = places.path(to, 'incoming')
  const source = await places.existing(places.path(from, 'final'))
  await places.makeFolderOf(path)
  try {
    await unlink(incoming).catch(ignoreMissing)
    await linkOrCopy(source ?? places.path(from, 'final'), incoming)
    await retryBusy(() => rename(incoming, path))
    await syncFolder(dirname(path))
    // Two names of one file are left as they are by a rename.
    await unlink(incoming).catch(ignoreMissing)
    await unlink(places.path(to, 'part')).catch(ignoreMissing)
  } catch (error) {
    throw storageError(error, 'take over a file that is here already', path)
  }
}

async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') throw error
    // Some file systems know no links.
    await copyFile(from, to, constants.COPYFILE_FICLONE)
    const handle = await open(to, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

function ignoreMissing(error: unknown): void {
  if (systemCode(error) !== 'ENOENT') throw error
}
