/** How far back a lane's speed is looked at, milliseconds: a lane that was fast and now brings a byte a second is slow. */
const RECENT_MS = 2_000
/** A lane that brought nothing for this long counts as standing still, milliseconds. */
const STILL_MS = 1_500

/** A request that was not answered for this long may be given to another lane, milliseconds. */
const LEAST_SILENCE_MS = 3_000

interface Mark {
  readonly atMs: number
  readonly bytes: number
}

/** How fast a lane brings the bytes of one range. Mutable: it hears of every chunk. */
export interface Pace {
  /** Takes down how many bytes have come in all. */
  note(bytes: number, nowMs: number): void
  /** Bytes per second, the smaller of what it is of late and since the first byte: 0 where nothing comes any more, null before anything did. */
  bytesPerSecond(nowMs: number): number | null
}

export function createPace(): Pace {
  let first: Mark | null = null
  /** Two moments to measure from: what came since the older one is of the last two to four seconds. */
  let [older, newer]: [Mark | null, Mark | null] = [null, null]
  let bytes = 0
  let latestAtMs = 0

  return {
    note(next, nowMs) {
      first ??= { atMs: nowMs, bytes: 0 }
      bytes = next
      latestAtMs = nowMs
      if (newer !== null && nowMs - newer.atMs < RECENT_MS) return
      older = newer
      newer = { atMs: nowMs, bytes: next }
    },
    bytesPerSecond(nowMs) {
      if (first === null) return null
      if (nowMs - latestAtMs > STILL_MS) return 0
      const since = (mark: Mark): number => ((bytes - mark.bytes) * 1000) / Math.max(1, nowMs - mark.atMs)
      return older === null ? since(first) : Math.min(since(first), since(older))
    },
  }
}

/**
 * Whether a request has waited so much longer for its first byte than others did that another may get it sooner. Each time that a range
 * changed hands for this (`silences`) it is given twice as long: its server may be slow with all that it says from now on.
 */
export function isSilent(waitedMs: number, slowestAnswerMs: number | null, silences: number): boolean {
  if (slowestAnswerMs === null) return false
  return waitedMs > Math.max(LEAST_SILENCE_MS, 4 * slowestAnswerMs) * 2 ** silences
}
