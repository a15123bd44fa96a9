import type { FileRef, FileStat, Files } from '../../ports/files.js'
import { cloneFile } from './clone-file.js'
import type { FlushThread } from './flush-thread.js'
import type { OpenParts } from './open-parts.js'
import type { Place, Places } from './opfs-places.js'
import { rename } from './rename.js'
import { nameOf, storageError } from './storage-error.js'
import { openSyncPart } from './sync-part.js'

/** Models in the origin's private file system: `<directory>/<folder>/<path>`, partials beside them as `<path>.part`. */
export function createBrowserFiles(
  places: Places,
  parts: OpenParts,
  flushThread: FlushThread,
  { directory, persist }: { readonly directory: string; readonly persist: () => Promise<boolean | null> },
): Files {
  async function statOf(ref: FileRef, which: 'part' | 'final'): Promise<FileStat | null> {
    const open = which === 'part' ? parts.get(ref) : undefined
    try {
      const place = await places.find(ref, which)
      const file = place === null ? null : await fileIn(place)
      if (file === null) return null
      return { size: open === undefined ? file.size : await open.size(), modifiedAtMs: file.lastModified }
    } catch (error) {
      throw storageError(error, 'look at the file')
    }
  }

  async function remove(ref: FileRef, which: 'part' | 'final'): Promise<void> {
    try {
      const place = await places.find(ref, which)
      if (place === null) return
      await place.folder.removeEntry(place.name).catch(ignoreMissing)
      if (which === 'part') await parts.forget(ref)
      await prune(await places.chain(ref), ref)
    } catch (error) {
      throw storageError(error, 'delete the file')
    }
  }

  return {
    async openPart(ref) {
      try {
        const { folder, name } = await places.make(ref, 'part')
        const handle = await folder.getFileHandle(name, { create: true })
        return await parts.open(ref, (hooks) => openSyncPart(handle, hooks, flushThread))
      } catch (error) {
        throw storageError(error, 'create the partial file')
      }
    },
    stat: (ref) => statOf(ref, 'final'),
    statPart: (ref) => statOf(ref, 'part'),
    async publish(ref) {
      try {
        const { folder, name } = await places.make(ref, 'part')
        await rename(await folder.getFileHandle(name), name.slice(0, -'.part'.length))
        await parts.forget(ref)
      } catch (error) {
        throw storageError(error, 'give the finished file its name')
      }
    },
    async clone(from, to) {
      try {
        await cloneFile(places, from, to)
      } catch (error) {
        throw storageError(error, 'copy the model file')
      }
    },
    deletePart: (ref) => remove(ref, 'part'),
    delete: (ref) => remove(ref, 'final'),
    async deleteFolder(folder) {
      try {
        await (await places.root()).removeEntry(folder, { recursive: true }).catch(ignoreMissing)
        await parts.forgetFolder(folder)
      } catch (error) {
        throw storageError(error, "delete the model's folder")
      }
    },
    locate: (ref) => `opfs:/${directory}/${ref.folder}/${ref.path}`,
    persist,
    async freeBytes() {
      const { quota, usage } = await navigator.storage.estimate()
      return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage)
    },
  }
}

async function fileIn({ folder, name }: Place): Promise<File | null> {
  try {
    return await (await folder.getFileHandle(name)).getFile()
  } catch (error) {
    if (['NotFoundError', 'TypeMismatchError'].includes(nameOf(error))) return null
    throw error
  }
}

/** Removes the folders of a model as far as they are empty, the deepest first, but never the engine's own. */
async function prune(chain: readonly FileSystemDirectoryHandle[], ref: FileRef): Promise<void> {
  const names = [ref.folder, ...ref.path.split('/')]
  for (let depth = chain.length - 1; depth > 0; depth -= 1) {
    const parent = chain[depth - 1] as FileSystemDirectoryHandle
    // Not recursive: it fails where something is left, and then what is above is not empty either.
    const isGone = await parent.removeEntry(names[depth - 1] as string).then(
      () => true,
      () => false,
    )
    if (!isGone) return
  }
}

function ignoreMissing(error: unknown): void {
  if (nameOf(error) !== 'NotFoundError') throw error
}
