import { EngineError } from '../../core/errors.js'
import type { FileRef, FileState } from '../../ports/files.js'
import { missingStorage, nameOf } from './storage-error.js'

/** A file in the origin's private file system: its folder and its name there. */
export interface Place {
  readonly folder: FileSystemDirectoryHandle
  readonly name: string
}

/** Where things are inside the engine's folder of the origin's private file system. */
export interface Places {
  /** Null where its folder does not exist. */
  find(ref: FileRef, which: FileState): Promise<Place | null>
  /** Makes the folders that are missing. */
  make(ref: FileRef, which: FileState): Promise<Place>
  /** The folders from the engine's own down to that of the file, as far as they exist. */
  chain(ref: FileRef): Promise<readonly FileSystemDirectoryHandle[]>
  root(): Promise<FileSystemDirectoryHandle>
}

export function createPlaces(directory: string): Places {
  const segments = directory.split('/').map(checked)

  async function root(): Promise<FileSystemDirectoryHandle> {
    const missing = missingStorage()
    if (missing !== null) throw missing
    let folder = await navigator.storage.getDirectory()
    for (const name of segments) folder = await folder.getDirectoryHandle(name, { create: true })
    return folder
  }

  async function walk(ref: FileRef, create: boolean): Promise<FileSystemDirectoryHandle[]> {
    const folders = [await root()]
    try {
      for (const name of [ref.folder, ...ref.path.split('/').slice(0, -1)].map(checked))
        folders.push(await (folders.at(-1) as FileSystemDirectoryHandle).getDirectoryHandle(name, { create }))
    } catch (error) {
      if (create || !['NotFoundError', 'TypeMismatchError'].includes(nameOf(error))) throw error
    }
    return folders
  }

  const nameIn = (ref: FileRef, which: FileState): string =>
    checked(ref.path.slice(ref.path.lastIndexOf('/') + 1)) + (which === 'final' ? '' : `.${which}`)

  return {
    async find(ref, which) {
      const folders = await walk(ref, false)
      const isThere = folders.length === ref.path.split('/').length + 1
      return isThere ? { folder: folders.at(-1) as FileSystemDirectoryHandle, name: nameIn(ref, which) } : null
    },
    async make(ref, which) {
      const folders = await walk(ref, true)
      return { folder: folders.at(-1) as FileSystemDirectoryHandle, name: nameIn(ref, which) }
    },
    chain: (ref) => walk(ref, false),
    root,
  }
}

function checked(name: string): string {
  if (name !== '' && name !== '.' && name !== '..' && !/[\0\\/]/.test(name)) return name
  throw new EngineError(
    'invalid-model',
    `${JSON.stringify(name)} is no name for a file or folder. Use a plain relative path.`,
  )
}
