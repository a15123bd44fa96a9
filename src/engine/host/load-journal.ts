import type { FileProgress } from '../core/download.js'
import type { LoadedRecord } from '../core/record.js'
import { modelFolder } from '../core/safe-path.js'
import type { Platform } from '../ports/platform.js'
import type { Entry, LoadedJournal, RecordStore } from './record-store.js'
import { isWorthFor, worthBytes } from './worth.js'

/** Reads the journal and looks which of the finished models are still there: one that was deleted behind our back is missing, not an error. */
export async function loadJournal(
  store: RecordStore,
  files: Platform['files'],
): Promise<{ records: readonly LoadedRecord[]; journal: LoadedJournal }> {
  const journal = await store.load()
  const records: LoadedRecord[] = []
  for (const entry of journal.entries.values()) {
    if (entry.record.intent === 'completed' && !(await isStillThere(entry, files))) continue
    records.push(loadedOf(entry))
  }
  return { records, journal }
}

function loadedOf({ record, worths }: Entry): LoadedRecord {
  let committedBytes = 0
  const files = record.model.files.map((file): FileProgress => {
    const worth = worths[file.path]
    const receivedBytes = worth !== undefined && isWorthFor(worth, file) ? worthBytes(worth) : 0
    committedBytes += receivedBytes
    return { path: file.path, totalBytes: file.size ?? worth?.totalBytes ?? null, receivedBytes }
  })
  return { record, files, committedBytes }
}

async function isStillThere({ record, worths }: Entry, files: Platform['files']): Promise<boolean> {
  const folder = modelFolder(record.model.id)
  for (const { path } of record.model.files) {
    const published = worths[path]?.published ?? null
    const stat = published === null ? null : await files.stat({ folder, path })
    if (published === null || stat === null || stat.size !== published.size) return false
  }
  return true
}
