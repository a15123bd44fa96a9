import type { FileProgress } from '../core/download.js'
import type { Model } from '../core/model.js'
import type { LoadedRecord } from '../core/record.js'
import { modelFolder } from '../core/safe-path.js'
import type { Platform } from '../ports/platform.js'
import type { Entry } from './journal-entry.js'
import type { RecordStore } from './record-store.js'
import { isWorthFor, type Worths, worthBytes } from './worth.js'

export interface LoadedModels {
  readonly records: readonly LoadedRecord[]
  readonly order: readonly string[]
  /** Cancelled, with nothing kept: their records can go. */
  readonly spent: readonly Model[]
}

/** Reads the journal and looks which of the finished models are still there: one that was deleted behind our back is missing, not an error. */
export async function loadJournal(store: RecordStore, files: Platform['files']): Promise<LoadedModels> {
  const journal = await store.load()
  const records: LoadedRecord[] = []
  const spent: Model[] = []
  for (const entry of journal.entries.values()) {
    const { record, worths } = entry
    const { version } = record
    if (record.intent === 'completed' && !(await isStillThere(record.model, version.generation, worths, files)))
      continue
    const loaded = await withoutLost(loadedOf(entry), entry.installedWorths, files)
    if (entry.record.intent === 'cancelled' && loaded.committedBytes === 0) spent.push(entry.record.model)
    else records.push(loaded)
  }
  return { records, order: journal.order, spent }
}

function loadedOf({ record, worths, traffic }: Entry): LoadedRecord {
  let committedBytes = 0
  const files = record.model.files.map((file): FileProgress => {
    const worth = worths[file.path]
    const receivedBytes = worth !== undefined && isWorthFor(worth, file) ? worthBytes(worth) : 0
    committedBytes += receivedBytes
    return { path: file.path, totalBytes: file.size ?? worth?.totalBytes ?? null, receivedBytes }
  })
  return { record, files, committedBytes, traffic }
}

/** Where someone deleted the version that an update was to take the place of, the update is a download like any other. */
async function withoutLost(
  loaded: LoadedRecord,
  worths: Worths | null,
  files: Platform['files'],
): Promise<LoadedRecord> {
  const { version } = loaded.record
  const { installed } = version
  if (installed === null || (await isStillThere(installed.model, installed.generation, worths ?? {}, files)))
    return loaded
  const stale = [...version.stale, installed.generation]
  return { ...loaded, record: { ...loaded.record, version: { ...version, installed: null, stale } } }
}

async function isStillThere(
  model: Model,
  generation: number,
  worths: Worths,
  files: Platform['files'],
): Promise<boolean> {
  const folder = modelFolder(model.id, generation)
  for (const { path } of model.files) {
    const published = worths[path]?.published ?? null
    const stat = published === null ? null : await files.stat({ folder, path })
    if (published === null || stat === null || stat.size !== published.size) return false
  }
  return true
}
