import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FoundFile } from '../ports/files.js'
import type { Places } from './places.js'
import { storageError, systemCode } from './storage-error.js'

/** A directory with more is no models' directory; whoever names such a one shall not wait for ever. */
const MOST_FILES = 100_000

/** All plain files in the models' directory, in the order of their names, but the engine's own records. Links are not followed. */
export async function surveyModels(places: Places): Promise<readonly FoundFile[]> {
  const found: FoundFile[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined && found.length < MOST_FILES; folder = folders.pop()) {
    for (const entry of await entriesOf(join(places.directory, folder))) {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (join(places.directory, name) === places.state) continue
      if (entry.isDirectory()) folders.push(name)
      if (!entry.isFile()) continue
      const stat = await lstat(join(places.directory, name)).catch(() => null)
      // Gone since its folder was read.
      if (stat !== null) found.push({ name, size: stat.size, modifiedAtMs: Math.floor(stat.mtimeMs) })
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function entriesOf(folder: string): Promise<Awaited<ReturnType<typeof readFolder>>> {
  try {
    return await readFolder(folder)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw storageError(error, 'look through the folder', folder)
  }
}

function readFolder(folder: string) {
  return readdir(folder, { withFileTypes: true })
}
