import { mkdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { EngineError } from '../core/errors.js'
import type { FileRef, FileState } from '../ports/files.js'
import { syncFolder } from './durable.js'
import { storageError, systemCode } from './storage-error.js'

const STATE_FOLDER = '.weightlift'

/** Where things are inside the models' directory, with the promise that no link leads out of it. */
export interface Places {
  /** The models' directory, absolute. */
  readonly directory: string
  /** Where the engine keeps its journal and lock. */
  readonly state: string
  /** A model's folder. Throws `invalid-model` for a name that leads out. */
  folder(folder: string): string
  /** The path of a model's file. Throws `invalid-model` for a name that leads out. */
  path(ref: FileRef, which: FileState): string
  /** The path, checked against links; null when its folder does not exist. */
  existing(path: string): Promise<string | null>
  /** Makes the folder of a path, and every folder above it. */
  makeFolderOf(path: string): Promise<void>
  /** Makes the state folder. */
  makeState(): Promise<void>
}

/** @param directory - Absolute, or relative to the working directory of now. It need not exist. */
export function createPlaces(directory: string): Places {
  const root = resolve(directory)

  function inside(base: string, name: string): string {
    const segments = name.split('/')
    const path = resolve(base, ...segments)
    const isPlain = !name.includes('\0') && segments.every((segment) => !['', '.', '..'].includes(segment))
    // A segment like "C:" or "a\..\..\b" is plain in itself, and means more to Windows.
    if (!isPlain || !isWithin(base, path)) throw leavesDirectory(name)
    return path
  }

  function folderPath(folder: string): string {
    const path = inside(root, folder)
    const isState = relative(root, path).toLowerCase().startsWith(STATE_FOLDER)
    if (isState) throw leavesDirectory(folder)
    return path
  }

  async function makeFolder(folder: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await makeEach(folder)
      } catch (error) {
        // The deletion of a neighbour may prune a folder that was just found or made.
        if (systemCode(error) !== 'ENOENT' || attempt === 5) throw error
      }
    }
  }

  async function makeEach(folder: string): Promise<void> {
    await makeRoot(root)
    const realRoot = await realpath(root)
    let current = root
    for (const segment of relative(root, folder).split(sep)) {
      const parent = current
      current = join(parent, segment)
      // One by one, since a recursive mkdir would follow a link and make folders outside.
      if (await makeOne(current)) await syncFolder(parent)
      checkInside(realRoot, await realpath(current), current)
    }
  }

  return {
    directory: root,
    state: join(root, STATE_FOLDER),
    folder: folderPath,
    path: (ref, which) => `${inside(folderPath(ref.folder), ref.path)}${which === 'final' ? '' : `.${which}`}`,
    async existing(path) {
      try {
        checkInside(await realpath(root), await realpath(dirname(path)), dirname(path))
        return path
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return null
        throw storageError(error, 'look for the model file', path)
      }
    },
    async makeFolderOf(path) {
      await makeFolder(dirname(path)).catch((error) => {
        throw storageError(error, "make the model's folder", dirname(path), 'storage-denied')
      })
    },
    async makeState() {
      await makeFolder(join(root, STATE_FOLDER)).catch((error) => {
        throw storageError(error, "make the engine's folder", root, 'storage-denied')
      })
    },
  }
}

/** Folder by folder too: Node 20's recursive mkdir never returns below /proc. */
async function makeRoot(folder: string): Promise<void> {
  const isThere = await stat(folder).then(
    () => true,
    (error) => {
      if (systemCode(error) === 'ENOENT') return false
      throw error
    },
  )
  if (isThere) return
  await makeRoot(dirname(folder))
  if (await makeOne(folder)) await syncFolder(dirname(folder)).catch(() => {})
}

async function makeOne(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw error
  }
}

function checkInside(root: string, real: string, shown: string): void {
  if (isWithin(root, real)) return
  throw new EngineError(
    'storage-denied',
    `${shown} is a symbolic link that leads out of the models' directory, so nothing is read or written there. Remove the link, or choose the place it leads to as the directory.`,
  )
}

function isWithin(folder: string, path: string): boolean {
  // A root like "/" or "D:\" ends with its separator already.
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

function leavesDirectory(name: string): EngineError {
  return new EngineError(
    'invalid-model',
    `${JSON.stringify(name)} is no place inside the models' directory. Use a plain relative name.`,
  )
}
