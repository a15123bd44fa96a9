import { lstat, rename, rm, rmdir, statfs, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { EngineError } from '../core/errors.js'
import type { FileRef, FileStat, Files, PartFile } from '../ports/files.js'
import { cloneFile } from './clone-file.js'
import { retryBusy, syncFolder } from './durable.js'
import { createNodeIncoming } from './node-incoming.js'
import { openPartFile } from './part-file.js'
import type { Places } from './places.js'
import { storageError, systemCode } from './storage-error.js'
import { surveyModels } from './survey.js'

/** Models as plain files: `<directory>/<folder>/<path>`, partials beside them as `<path>.part`. */
export function createNodeFiles(places: Places): Files {
  /** By path of a partial: the file on disk that was opened under it. */
  const written = new Map<string, string | null>()

  async function statOf(ref: FileRef, which: 'part' | 'final'): Promise<FileStat | null> {
    const path = await places.existing(places.path(ref, which))
    return path === null ? null : plainStat(path)
  }

  /** What was proved is the file that was written, not whatever has its name now: another process may have made one anew. */
  async function checkSame(path: string): Promise<void> {
    const expected = written.get(path)
    const found = await identityOf(path)
    if (expected === undefined || expected === found) return
    if (found === null) {
      throw new EngineError(
        'storage-io',
        `${path} was deleted while it was downloaded, so what came is lost. Leave the models' directory alone meanwhile, and retry.`,
      )
    }
    throw new EngineError(
      'storage-io',
      `Another process has replaced ${path} while it was downloaded, so it does not get its final name. Let one process use the models' directory at a time, then retry.`,
    )
  }

  async function remove(ref: FileRef, which: 'part' | 'final'): Promise<void> {
    const path = await places.existing(places.path(ref, which))
    if (path === null) return
    try {
      await retryBusy(() => unlink(path))
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw storageError(error, 'delete the file', path)
    }
    await prune(dirname(path), places.directory)
  }

  return {
    async openPart(ref) {
      const path = places.path(ref, 'part')
      const part = await openInFolder(places, path)
      written.set(path, await identityOf(path))
      return {
        ...part,
        async flush() {
          await part.flush()
          // A file that was deleted takes bytes as before, and keeps none of them.
          await checkSame(path)
        },
      }
    },
    stat: (ref) => statOf(ref, 'final'),
    statPart: (ref) => statOf(ref, 'part'),
    async publish(ref) {
      const to = places.path(ref, 'final')
      await checkSame(places.path(ref, 'part'))
      try {
        await places.existing(to)
        await retryBusy(() => rename(places.path(ref, 'part'), to))
        await syncFolder(dirname(to))
        written.delete(places.path(ref, 'part'))
      } catch (error) {
        throw storageError(error, 'give the finished file its name', to)
      }
    },
    clone: (from, to) => cloneFile(places, from, to),
    deletePart: (ref) => remove(ref, 'part'),
    delete: (ref) => remove(ref, 'final'),
    async deleteFolder(folder) {
      const path = await places.existing(places.folder(folder))
      if (path === null) return
      try {
        await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
        await syncFolder(dirname(path))
      } catch (error) {
        throw storageError(error, "delete the model's folder", path)
      }
    },
    locate: (ref) => places.path(ref, 'final'),
    freeBytes: () => freeBytesAt(places.directory),
    survey: () => surveyModels(places),
    incoming: createNodeIncoming(places),
  }
}

async function identityOf(path: string): Promise<string | null> {
  const stat = await lstat(path, { bigint: true }).catch(() => null)
  return stat === null ? null : `${stat.dev}:${stat.ino}`
}

async function openInFolder(places: Places, path: string): Promise<PartFile> {
  for (let attempt = 1; ; attempt += 1) {
    await places.makeFolderOf(path)
    try {
      return await openPartFile(path)
    } catch (error) {
      // The deletion of a neighbour may prune the folder between the two steps.
      if (systemCode(error) !== 'ENOENT' || attempt === 5) throw storageError(error, 'create the partial file', path)
    }
  }
}

/** A link, a folder or a device is no model file. */
async function plainStat(path: string): Promise<FileStat | null> {
  try {
    const stat = await lstat(path)
    return stat.isFile() ? { size: stat.size, modifiedAtMs: Math.floor(stat.mtimeMs) } : null
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw storageError(error, 'look at the file', path)
  }
}

/** Removes the folder and those above it as far as they are empty, up to but never including `stop`. */
async function prune(folder: string, stop: string): Promise<void> {
  let current = folder
  while (current !== stop && current.startsWith(stop) && (await removeEmpty(current))) current = dirname(current)
  await syncFolder(current).catch(() => {})
}

async function removeEmpty(folder: string): Promise<boolean> {
  try {
    await rmdir(folder)
    return true
  } catch {
    return false
  }
}

async function freeBytesAt(directory: string): Promise<number | null> {
  for (let current = directory; ; current = dirname(current)) {
    try {
      const stat = await statfs(current)
      return stat.bavail * stat.bsize
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' || current === dirname(current)) return null
    }
  }
}
