import { randomBytes } from 'node:crypto'
import { open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Journal, JournalContent } from '../ports/journal.js'
import { retryBusy, syncFolder } from './durable.js'
import { createJournalReserve, withReserve } from './journal-reserve.js'
import { createLastWins } from './last-wins.js'
import type { Places } from './places.js'
import { storageError, systemCode } from './storage-error.js'

const ENTRY = '.json'
const TEMPORARY = '.json.tmp-'
const LEFTOVER_MS = 60_000

/** One JSON file per key in `<directory>/.weightlift`. Writes of one key follow each other; only the newest waiting value is written. */
export function createNodeJournal(places: Places): Journal {
  const reserve = createJournalReserve(places.state)
  const write = createLastWins<string | null>(async (key, text) => {
    const path = join(places.state, key + ENTRY)
    try {
      if (text === null) await deleteEntry(places.state, path)
      else await withReserve(reserve, () => writeEntry(places, path, text))
    } catch (error) {
      throw storageError(error, 'write the record of a download', path)
    }
    if (text !== null) await reserve.keep()
  })
  return {
    load: () => load(places),
    write: (key, value) => write(key, JSON.stringify(value)),
    delete: (key) => write(key, null),
  }
}

async function load(places: Places): Promise<JournalContent> {
  const entries = new Map<string, unknown>()
  const setAside: string[] = []
  for (const name of await namesIn(places)) {
    const path = join(places.state, name)
    if (name.includes(TEMPORARY)) await sweep(path)
    if (!name.endsWith(ENTRY)) continue
    const key = name.slice(0, -ENTRY.length)
    try {
      entries.set(key, JSON.parse(await readFile(path, 'utf8')))
    } catch (error) {
      // Deleted since its name was read.
      if (systemCode(error) === 'ENOENT') continue
      // What may not be read just now is not damaged.
      if (['EACCES', 'EPERM'].includes(systemCode(error))) throw storageError(error, 'read the journal', path)
      setAside.push(key)
      await rename(path, join(places.state, `${key}.damaged-${Date.now()}`)).catch(() => {})
    }
  }
  return { entries, setAside }
}

/** Removes what a crash left behind, but not what the owner of the directory is writing while a second engine starts. */
async function sweep(path: string): Promise<void> {
  const writtenMs = await stat(path).then(
    (found) => found.mtimeMs,
    () => Number.POSITIVE_INFINITY,
  )
  if (Date.now() - writtenMs > LEFTOVER_MS) await unlink(path).catch(() => {})
}

async function namesIn(places: Places): Promise<string[]> {
  try {
    if ((await places.existing(join(places.state, 'journal'))) === null) return []
    return (await readdir(places.state)).sort()
  } catch (error) {
    throw storageError(error, 'read the records of downloads', places.state)
  }
}

async function writeEntry(places: Places, path: string, text: string): Promise<void> {
  await places.makeState()
  const temporary = `${path.slice(0, -ENTRY.length)}${TEMPORARY}${randomBytes(6).toString('hex')}`
  try {
    await writeDurably(temporary, text)
    await retryBusy(() => rename(temporary, path))
    await syncFolder(places.state)
  } catch (error) {
    await unlink(temporary).catch(() => {})
    throw error
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  // For this user's eyes only: a model's URL may hold a token in its query.
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function deleteEntry(folder: string, path: string): Promise<void> {
  try {
    await retryBusy(() => unlink(path))
    await syncFolder(folder)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error
  }
}
