import { type DownloadRecord, parseRecord } from '../core/record.js'
import { parseTraffic, type Traffic } from '../core/traffic.js'
import { parseWorths, type Worths } from './worth.js'

/** Of the entries; another one is a newer release's. */
export const JOURNAL_VERSION: number = 1

/** What the journal says of one model. */
export interface Entry {
  readonly record: DownloadRecord
  /** Of the version that the record is about. */
  readonly worths: Worths
  /** Of the version that is usable while that one is on its way; null where there is none. */
  readonly installedWorths: Worths | null
  readonly traffic: Traffic
}

/** The worths of one version of a model; null where the entry is about others. */
export function worthsAt(entry: Entry | undefined, generation: number): Worths | null {
  const version = entry?.record.version
  if (entry === undefined || version === undefined) return null
  if (version.generation === generation) return entry.worths
  return version.installed?.generation === generation ? entry.installedWorths : null
}

/** Reads an entry that came from disk, where anything may stand; null where it is not one. */
export function parseEntry(value: unknown): Entry | null {
  if (typeof value !== 'object' || value === null) return null
  const { version, record, worths, installedWorths, traffic } = value as Record<string, unknown>
  const parsed = version === JOURNAL_VERSION ? parseRecord(record) : null
  if (parsed === null || parsed.model.files.length === 0) return null
  return {
    record: parsed,
    worths: parseWorths(worths),
    installedWorths: parsed.version.installed === null ? null : parseWorths(installedWorths),
    traffic: parseTraffic(traffic),
  }
}

/** The ids of models, in the order of the queue. */
export function parseOrder(value: unknown): readonly string[] {
  const order = (value as { order?: unknown } | undefined)?.order
  return Array.isArray(order) ? order.filter((id): id is string => typeof id === 'string') : []
}

/** When models were used last, by id, epoch milliseconds. */
export function parseUses(value: unknown): ReadonlyMap<string, number> {
  const used = (value as { usedAtMs?: unknown } | undefined)?.usedAtMs
  if (typeof used !== 'object' || used === null) return new Map()
  return new Map(Object.entries(used).filter((entry): entry is [string, number] => typeof entry[1] === 'number'))
}
