import { decodeRecord, type FoundRecord, findRecord } from './record-format.js'

/** What one file of the log says. */
export interface LogContent {
  /** JSON texts by key. */
  readonly entries: ReadonlyMap<string, string>
  /** Keys whose latest value is damaged, or may be. */
  readonly damaged: readonly string[]
  readonly lastSequence: number
  /** Where the next record goes. */
  readonly end: number
  /** False where something is there that is no part of it: a write that a crash cut short, or damage. */
  readonly isClean: boolean
}

/** Says how many records of a file are a copy of all that was known before. The first record of each file. */
export const START_KEY = ''

/**
 * Reads a file of the log. Null where it is empty, or a crash cut short the copy that it was to begin with: then the other file counts.
 *
 * A record that is damaged although it had been flushed costs its own key, no other; where not even its key can be read, every key that was not
 * written again later. One that never was flushed is where the log ends.
 */
export function readLog(bytes: Uint8Array<ArrayBuffer>): LogContent | null {
  const first = decodeRecord(bytes, 0)
  if (first === null || first.isDamaged || first.record.key !== START_KEY) return null
  const found = recordsOf(bytes, first)
  const flushed = found.reduce((most, { record }) => Math.max(most, record.flushedSequence), 0)
  const entries = new Map<string, string>()
  const damaged = new Set<string>()
  let last = first
  let isClean = true
  for (const next of found) {
    const { sequence, key, value } = next.record
    const isGap = sequence !== last.record.sequence + 1
    const isLost = isGap || next.isDamaged
    if (isLost) isClean = false
    if (isLost && (isGap ? last.record.sequence + 1 : sequence) > flushed) break
    if (isGap) for (const lost of [...entries.keys()]) setAside(lost)
    if (next.isDamaged) setAside(key)
    else {
      damaged.delete(key)
      if (value === null) entries.delete(key)
      else entries.set(key, value)
    }
    last = next
  }
  const copied = Number(first.record.value)
  if (Math.max(last.record.sequence, flushed) < first.record.sequence + copied) return null
  return { entries, damaged: [...damaged], lastSequence: last.record.sequence, end: last.end, isClean }

  function setAside(key: string): void {
    entries.delete(key)
    damaged.add(key)
  }
}

/** In their order, those of an older use of the file left out. */
function recordsOf(bytes: Uint8Array<ArrayBuffer>, first: FoundRecord): FoundRecord[] {
  const found: FoundRecord[] = []
  for (let last = first; ; ) {
    const next = findRecord(bytes, last.end)
    if (next === null || next.record.sequence <= last.record.sequence) return found
    found.push(next)
    last = next
  }
}
