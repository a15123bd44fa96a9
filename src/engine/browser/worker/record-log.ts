import { type LogContent, readLog, START_KEY } from './read-log.js'
import { encodeRecord } from './record-format.js'

/** A file that the log is kept in. */
export interface LogMedium {
  read(): Uint8Array<ArrayBuffer>
  write(offset: number, bytes: Uint8Array<ArrayBuffer>): void
  /** All that was written is on the medium when it returns. */
  flush(): void
}

/** A small durable map from key to JSON text. */
export interface RecordLog {
  readonly entries: ReadonlyMap<string, string>
  /** Keys whose value could not be read when the log was opened. */
  readonly damaged: readonly string[]
  /** Atomic: after a crash the old value or the new one is there. Durable after the next flush. */
  set(key: string, value: string | null): void
  flush(): void
}

/** Room that is taken at once, so that records can still be kept where there is no more to be had. */
const RESERVED_BYTES = 128 * 1024
/** A file is begun anew when it is larger than this, and than a few times what it is worth. */
const LEAST_GARBAGE_BYTES = 512 * 1024
const MOST_GARBAGE = 4
/** So much of its beginning makes a file say nothing. */
const VOID_BYTES = 64

/**
 * Opens a log over two files, of which one counts. Records are appended; where they have grown too many, those that are still true are copied to
 * the other file, which counts once it is whole.
 *
 * @param onDamage - Given what a file held of which a part was lost, before it is used again.
 */
export function openRecordLog(
  media: readonly [LogMedium, LogMedium],
  onDamage: (content: Uint8Array<ArrayBuffer>) => void = () => undefined,
): RecordLog {
  const files = media.map((medium) => {
    const bytes = medium.read()
    return { medium, bytes, content: readLog(bytes) }
  })
  const [newest] = files
    .filter(({ content }) => content !== null)
    .sort((one, other) => sequenceOf(other.content) - sequenceOf(one.content))
  const content = newest?.content ?? null
  const entries = new Map(content?.entries)
  let current = newest?.medium ?? media[1]
  let end = content?.end ?? 0
  let sequence = content?.lastSequence ?? 0
  let flushed = sequence
  let pending: { readonly key: string; readonly value: string | null }[] = []
  let liveBytes = [...entries.values()].reduce((sum, value) => sum + value.length, 0)
  const isLost = content === null && files.some(({ bytes }) => bytes.some((byte) => byte !== 0))
  if (isLost || (content?.damaged.length ?? 0) > 0) for (const { bytes } of files) if (bytes.length > 0) onDamage(bytes)
  let mustCopy = content === null || !content.isClean
  if (!mustCopy) current.flush()
  else
    try {
      copyOver()
    } catch (error) {
      if (content === null) throw error
    }

  function encode(key: string, value: string | null): Uint8Array<ArrayBuffer> {
    sequence += 1
    return encodeRecord({ sequence, flushedSequence: flushed, key, value })
  }

  /** All that is true, to the other file. The old one counts until the new one is known to be whole, and gets no more meanwhile. */
  function copyOver(): void {
    mustCopy = true
    const old = current
    const next = media[0] === old ? media[1] : media[0]
    const records = [encode(START_KEY, String(entries.size)), ...[...entries].map(([key, value]) => encode(key, value))]
    const copied = joined(records)
    const whole = new Uint8Array(Math.max(RESERVED_BYTES, copied.length))
    whole.set(copied)
    next.write(0, whole)
    next.flush()
    flushed = sequence
    const seal = encode(START_KEY, null)
    next.write(copied.length, seal)
    next.flush()
    flushed = sequence
    current = next
    end = copied.length + seal.length
    pending = []
    mustCopy = false
    old.write(0, new Uint8Array(VOID_BYTES))
    old.flush()
  }

  function append(): void {
    const before = sequence
    const bytes = joined(pending.map(({ key, value }) => encode(key, value)))
    try {
      current.write(end, bytes)
      current.flush()
    } catch (error) {
      // What may have been written is no part of the log until it is written again.
      sequence = before
      throw error
    }
    pending = []
    end += bytes.length
    flushed = sequence
  }

  return {
    entries,
    damaged: content === null && isLost ? ['journal'] : (content?.damaged ?? []),
    set(key, value) {
      const before = entries.get(key)
      if (before === value || (before === undefined && value === null)) return
      if (value === null) entries.delete(key)
      else entries.set(key, value)
      liveBytes += (value ?? '').length - (before ?? '').length
      pending.push({ key, value })
    },
    flush() {
      if (pending.length === 0) return
      if (mustCopy || (end > LEAST_GARBAGE_BYTES && end > MOST_GARBAGE * liveBytes)) copyOver()
      else append()
    },
  }
}

function sequenceOf(content: LogContent | null): number {
  return content?.lastSequence ?? 0
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
