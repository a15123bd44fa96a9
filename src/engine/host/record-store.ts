import type { Model } from '../core/model.js'
import { type DownloadRecord, parseRecord } from '../core/record.js'
import { modelFolder } from '../core/safe-path.js'
import type { Journal } from '../ports/journal.js'
import { type FileWorth, parseWorths, type Worths } from './worth.js'

const VERSION = 1
const ORDER_KEY = 'order'
const MODEL_PREFIX = 'model.'
const ASIDE_PREFIX = 'aside.'

/** What the journal says of one model. */
export interface Entry {
  readonly record: DownloadRecord
  readonly worths: Worths
}

export interface LoadedJournal {
  readonly entries: ReadonlyMap<string, Entry>
  readonly order: readonly string[]
  /** Keys that could not be used: damaged, foreign or from a newer version. */
  readonly setAside: readonly string[]
}

/**
 * The journal as the host sees it: an entry a model, with two writers (the core's intent, the transfer's worth), and the order.
 * Every write settles when it is durable.
 */
export interface RecordStore {
  load(): Promise<LoadedJournal>
  get(id: string): Entry | null
  list(): readonly Entry[]
  saveRecord(record: DownloadRecord): Promise<void>
  /** Sets the worth of one file; null takes it back. Without a record there is nothing to be worth anything. */
  saveWorths(id: string, change: Readonly<Record<string, FileWorth | null>>): Promise<void>
  saveOrder(order: readonly string[]): Promise<void>
  forget(model: Model): Promise<void>
}

/** @param isOwner whether the journal is ours to write; what is told after it was lost is dropped. */
export function createRecordStore(journal: Journal, isOwner: () => boolean = () => true): RecordStore {
  const entries = new Map<string, Entry>()
  /** What stands in the journal and cannot be used: perhaps a newer version's, which will come back for it. */
  const strange = new Map<string, unknown>()

  const write = async (id: string): Promise<void> => {
    if (!entries.has(id) || !isOwner()) return
    const key = keyOf(id)
    if (strange.has(key)) {
      await journal.write(`${ASIDE_PREFIX}${key}`, strange.get(key))
      strange.delete(key)
    }
    const entry = entries.get(id)
    if (entry !== undefined && isOwner()) await journal.write(key, { version: VERSION, ...entry })
  }

  return {
    async load() {
      const content = await journal.load()
      const setAside = [...content.setAside]
      entries.clear()
      strange.clear()
      for (const [key, value] of content.entries) {
        if (!key.startsWith(MODEL_PREFIX)) continue
        const entry = parseEntry(value)
        if (entry !== null && keyOf(entry.record.model.id) === key) entries.set(entry.record.model.id, entry)
        else {
          setAside.push(key)
          strange.set(key, value)
        }
      }
      return { entries: new Map(entries), order: parseOrder(content.entries.get(ORDER_KEY)), setAside }
    },
    get: (id) => entries.get(id) ?? null,
    list: () => [...entries.values()],
    saveRecord(record) {
      const { id } = record.model
      entries.set(id, { record, worths: entries.get(id)?.worths ?? {} })
      return write(id)
    },
    saveWorths(id, change) {
      const entry = entries.get(id)
      if (entry === undefined) return Promise.resolve()
      const worths: Record<string, FileWorth> = { ...entry.worths }
      for (const [path, worth] of Object.entries(change)) {
        if (worth === null) delete worths[path]
        else worths[path] = worth
      }
      entries.set(id, { record: entry.record, worths })
      return write(id)
    },
    saveOrder: (order) => (isOwner() ? journal.write(ORDER_KEY, { version: VERSION, order }) : Promise.resolve()),
    forget(model) {
      entries.delete(model.id)
      return journal.delete(keyOf(model.id))
    },
  }
}

function keyOf(id: string): string {
  return `${MODEL_PREFIX}${modelFolder(id)}`
}

function parseEntry(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null
  const { version, record, worths } = value as Record<string, unknown>
  const parsed = version === VERSION ? parseRecord(record) : null
  return parsed === null || parsed.model.files.length === 0 ? null : { record: parsed, worths: parseWorths(worths) }
}

function parseOrder(value: unknown): readonly string[] {
  const order = (value as { order?: unknown } | undefined)?.order
  return Array.isArray(order) ? order.filter((id): id is string => typeof id === 'string') : []
}
