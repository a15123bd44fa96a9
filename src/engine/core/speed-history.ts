/** What one sample of a {@link SpeedHistory} covers, milliseconds. */
export const SPEED_SAMPLE_MS = 1_000

/** How many samples are kept: three minutes. */
export const SPEED_SAMPLES = 180

/** What came off the wire, second by second, over all downloads: enough for a graph. */
export interface SpeedHistory {
  /** End of the latest sample, epoch milliseconds; each one before it ends a second earlier. null while there is none. */
  readonly endsAtMs: number | null
  /** Bytes per second, oldest first, at most 180. Seconds in which nothing ran, up to the latest sample, count as 0. */
  readonly bytesPerSecond: readonly number[]
}

export const NO_SPEED_HISTORY: SpeedHistory = { endsAtMs: null, bytesPerSecond: [] }

/** A history and the second that is not over. */
export interface SpeedMeter {
  readonly history: SpeedHistory
  /** Beginning of that second, epoch milliseconds; null before anything ran. */
  readonly sinceMs: number | null
  /** What came in it. */
  readonly bytes: number
}

export const NEW_SPEED_METER: SpeedMeter = { history: NO_SPEED_HISTORY, sinceMs: null, bytes: 0 }

/** Counts bytes, none included, so that a stall shows. The history is the same object until a second is over. */
export function meterBytes(meter: SpeedMeter, bytes: number, nowMs: number): SpeedMeter {
  const sinceMs = Math.floor(nowMs / SPEED_SAMPLE_MS) * SPEED_SAMPLE_MS
  if (sinceMs === meter.sinceMs) return bytes === 0 ? meter : { ...meter, bytes: meter.bytes + bytes }
  // Nothing before, longer ago than is kept, or the clock was put back: what was measured belongs nowhere.
  const seconds = meter.sinceMs === null ? 0 : (sinceMs - meter.sinceMs) / SPEED_SAMPLE_MS
  if (seconds < 1 || seconds > SPEED_SAMPLES) return { history: NO_SPEED_HISTORY, sinceMs, bytes }
  const over = [meter.bytes, ...new Array<number>(seconds - 1).fill(0)]
  return { history: extendHistory(meter.history, sinceMs, over), sinceMs, bytes }
}

/** The history with further samples; the oldest ones go. */
export function extendHistory(history: SpeedHistory, endsAtMs: number, samples: readonly number[]): SpeedHistory {
  return { endsAtMs, bytesPerSecond: [...history.bytesPerSecond, ...samples].slice(-SPEED_SAMPLES) }
}

/** What a patch says of the history: only what is new, unless it has begun anew. */
export interface SpeedPatch {
  readonly endsAtMs: number | null
  readonly samples: readonly number[]
  /** Whether `samples` are all of them. */
  readonly isWhole: boolean
}

/** What leads from one history to another; null where they are the same. */
export function diffHistory(base: SpeedHistory, next: SpeedHistory): SpeedPatch | null {
  if (base === next) return null
  const added = base.endsAtMs === null || next.endsAtMs === null ? 0 : (next.endsAtMs - base.endsAtMs) / SPEED_SAMPLE_MS
  const canExtend = Number.isInteger(added) && added > 0 && added <= next.bytesPerSecond.length
  const samples = canExtend ? next.bytesPerSecond.slice(-added) : next.bytesPerSecond
  const extended = canExtend ? extendHistory(base, next.endsAtMs as number, samples) : NO_SPEED_HISTORY
  if (canExtend && isSameList(extended.bytesPerSecond, next.bytesPerSecond)) {
    return { endsAtMs: next.endsAtMs, samples, isWhole: false }
  }
  const isSame = base.endsAtMs === next.endsAtMs && isSameList(base.bytesPerSecond, next.bytesPerSecond)
  return isSame ? null : { endsAtMs: next.endsAtMs, samples: next.bytesPerSecond, isWhole: true }
}

/** The history that a patch leads to. */
export function patchHistory(base: SpeedHistory, { endsAtMs, samples, isWhole }: SpeedPatch): SpeedHistory {
  return isWhole || endsAtMs === null ? { endsAtMs, bytesPerSecond: samples } : extendHistory(base, endsAtMs, samples)
}

function isSameList(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at])
}
