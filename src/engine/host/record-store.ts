import type { Model } from '../core/model.js'
import type { DownloadRecord } from '../core/record.js'
import { modelFolder } from '../core/safe-path.js'
import { NO_TRAFFIC, type Traffic } from '../core/traffic.js'
import type { Journal } from '../ports/journal.js'
import { type Entry, JOURNAL_VERSION, parseEntry, parseOrder, parseUses, worthsAt } from './journal-entry.js'
import type { FileWorth } from './worth.js'

const USES_KEY = 'uses'
/** Times of use are for people who look for what they can do without: to write one of them down more often is not worth a flush. */
const COARSE_MS = 3_600_000
const ORDER_KEY = 'order'
const MODEL_PREFIX = 'model.'
const ASIDE_PREFIX = 'aside.'

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
  /** Sets the worth of files; null takes it back. Without a record there is nothing to be worth anything. */
  saveWorths(id: string, change: Readonly<Record<string, FileWorth | null>>, traffic?: Traffic): Promise<void>
  /**
   * Takes the worth of a file back because its bytes have to come anew, and counts that in the same write: whoever is killed right
   * after it has announced it all the same.
   */
  saveRestart(id: string, path: string): Promise<void>
  /** The same store, for one version of each model: what it saves of another one is dropped, and its worths are those of that one. */
  at(generation: number): RecordStore
  saveOrder(order: readonly string[]): Promise<void>
  forget(model: Model): Promise<void>
  /** Takes down that a model was used now, if that was not known to the hour. */
  noteUse(id: string, nowMs: number): Promise<void>
  /** Takes down no more uses; settles when the last one is written. What else is written, whoever asked for it waits for. */
  close(): Promise<void>
  /** Epoch milliseconds; null where nothing is known. */
  lastUseOf(id: string): number | null
}

/** @param isOwner whether the journal is ours to write; what is told after it was lost is dropped. */
export function createRecordStore(journal: Journal, isOwner: () => boolean = () => true): RecordStore {
  const entries = new Map<string, Entry>()
  /** What stands in the journal and cannot be used: perhaps a newer version's, which will come back for it. */
  const strange = new Map<string, unknown>()
  let uses: ReadonlyMap<string, number> = new Map()
  /** Nobody waits for the writing of a use, but the end. */
  let lastUse: Promise<void> = Promise.resolve()
  let isClosed = false
  let orderOnItsWay: Promise<void> | null = null

  const write = async (id: string): Promise<void> => {
    // A download whose place is not kept would stand last after a crash: its place first.
    if (orderOnItsWay !== null) await orderOnItsWay.catch(() => undefined)
    if (!entries.has(id) || !isOwner()) return
    const key = keyOf(id)
    if (strange.has(key)) {
      await journal.write(`${ASIDE_PREFIX}${key}`, strange.get(key))
      strange.delete(key)
    }
    const entry = entries.get(id)
    if (entry !== undefined && isOwner()) await journal.write(key, { version: JOURNAL_VERSION, ...entry })
  }

  function saveWorthsOf(
    id: string,
    generation: number | null,
    change: Readonly<Record<string, FileWorth | null>>,
    { traffic, restarts = 0 }: { readonly traffic?: Traffic | undefined; readonly restarts?: number } = {},
  ): Promise<void> {
    const entry = entries.get(id)
    if (entry === undefined || (generation !== null && generation !== entry.record.version.generation))
      return Promise.resolve()
    const worths: Record<string, FileWorth> = { ...entry.worths }
    for (const [path, worth] of Object.entries(change)) {
      if (worth === null) delete worths[path]
      else worths[path] = worth
    }
    const record = { ...entry.record, restarts: entry.record.restarts + restarts }
    entries.set(id, { ...entry, record, worths, traffic: traffic ?? entry.traffic })
    return write(id)
  }

  const store: RecordStore = {
    async load() {
      const content = await journal.load()
      const setAside = [...content.setAside]
      entries.clear()
      strange.clear()
      uses = parseUses(content.entries.get(USES_KEY))
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
      const before = entries.get(id)
      const { generation, installed } = record.version
      // The core may not have heard of the last restart yet; of one model's download none is taken back.
      const restarts = Math.max(record.restarts, before?.record.restarts ?? 0)
      entries.set(id, {
        record: { ...record, restarts },
        worths: worthsAt(before, generation) ?? {},
        installedWorths: installed === null ? null : (worthsAt(before, installed.generation) ?? {}),
        traffic: before?.traffic ?? NO_TRAFFIC,
      })
      return write(id)
    },
    saveWorths: (id, change, traffic) => saveWorthsOf(id, null, change, { traffic }),
    saveRestart: (id, path) => saveWorthsOf(id, null, { [path]: null }, { restarts: 1 }),
    at: (generation) => ({
      ...store,
      get: (id) => {
        const entry = entries.get(id)
        return entry === undefined ? null : { ...entry, worths: worthsAt(entry, generation) ?? {} }
      },
      saveWorths: (id, change, traffic) => saveWorthsOf(id, generation, change, { traffic }),
      saveRestart: (id, path) => saveWorthsOf(id, generation, { [path]: null }, { restarts: 1 }),
    }),
    async saveOrder(order) {
      if (!isOwner()) return
      const written = journal.write(ORDER_KEY, { version: JOURNAL_VERSION, order })
      orderOnItsWay = written
      await written.finally(() => {
        if (orderOnItsWay === written) orderOnItsWay = null
      })
    },
    forget(model) {
      entries.delete(model.id)
      return journal.delete(keyOf(model.id))
    },
    async noteUse(id, nowMs) {
      const before = uses.get(id)
      if (isClosed || !isOwner() || (before !== undefined && Math.abs(nowMs - before) < COARSE_MS)) return
      // Those of models that are gone go with the next one.
      uses = new Map([...uses, [id, nowMs] as const].filter(([used]) => entries.has(used)))
      const written = journal.write(USES_KEY, { version: JOURNAL_VERSION, usedAtMs: Object.fromEntries(uses) })
      lastUse = written.catch(() => undefined)
      await written
    },
    close() {
      isClosed = true
      return lastUse
    },
    lastUseOf: (id) => uses.get(id) ?? null,
  }
  return store
}

function keyOf(id: string): string {
  return `${MODEL_PREFIX}${modelFolder(id)}`
}
