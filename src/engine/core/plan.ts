import { addInterval, coveredBytes, type Intervals, missingIntervals } from './intervals.js'

/** Bytes that one request asks for at most: long enough to hide its round trip, short enough that no lane is left with a slow tail. */
export const SEGMENT_BYTES: number = 16 * 1024 * 1024
/** For a lane that is alone: each request costs a round trip in which nothing moves. Should another come, it takes over what is left. */
const LONE_SEGMENT_BYTES = 64 * 1024 * 1024
/** And at least, so that round trips and requests stay few. */
export const LEAST_SEGMENT_BYTES: number = 1024 * 1024
/** What all lanes together ask for at most: it is lost when the process is killed, however much of it sockets hold. */
const MOST_ASKED_BYTES = 44 * 1024 * 1024
/** A lane should be free again after about this long, milliseconds: that is how soon a change of plan takes hold. */
const SEGMENT_MS = 4_000
/** A range is not split for less than this, milliseconds: a new request would not be faster. */
const LEAST_STEAL_MS = 200

/** A range that a lane is fetching. */
export interface PlannedClaim {
  /** One past the last byte that has come. */
  readonly at: number
  readonly start: number
  readonly end: number | null
  /** Of this lane; null until known. */
  readonly bytesPerSecond: number | null
}

/** What the planner has to know of a file. */
export interface PlannedFile {
  /** null until a response told. */
  readonly totalBytes: number | null
  readonly written: Intervals
  readonly claims: readonly PlannedClaim[]
  /** False once a server sent the whole file for a range. */
  readonly acceptsRanges: boolean
  /** Whether parts of it may be fetched side by side: size and version are known, and a digest or a strong validator holds them together. */
  readonly isShareable: boolean
}

/** The next range to ask for. */
export interface Segment {
  /** Index of the file. */
  readonly file: number
  readonly start: number
  /** One past the last byte; null for "to the end". */
  readonly end: number | null
  /** The index of the claim whose end this one takes over; null where nobody had it. */
  readonly stolenFrom: number | null
}

export interface PlanContext {
  readonly lanes: number
  /** Of all lanes together; null until known. */
  readonly bytesPerSecond: number | null
  /** Of one request; null where there is no other bound. */
  readonly mostSegmentBytes: number | null
}

/**
 * Chooses what a free lane fetches next; null when nothing is left to ask for. Files of unknown size come first, so that
 * the total is known soon. When every byte is spoken for, the slowest lane's range is split.
 */
export function nextSegment(files: readonly PlannedFile[], context: PlanContext): Segment | null {
  const size = segmentBytes(files, context)
  return (
    find(files, size, (file) => file.totalBytes === null) ??
    find(files, size, (file) => file.totalBytes !== null) ??
    steal(files)
  )
}

function segmentBytes(files: readonly PlannedFile[], context: PlanContext): number {
  const { lanes, bytesPerSecond, mostSegmentBytes } = context
  const left = files.reduce((sum, file) => sum + Math.max(0, (file.totalBytes ?? 0) - coveredBytes(file.written)), 0)
  const byTime = bytesPerSecond === null ? SEGMENT_BYTES : (bytesPerSecond / lanes) * (SEGMENT_MS / 1000)
  // Towards the end the pieces get smaller, so that all lanes finish together.
  const byShare = lanes === 1 || left === 0 ? LONE_SEGMENT_BYTES : left / (2 * lanes)
  const bound = lanes === 1 ? LONE_SEGMENT_BYTES : Math.min(SEGMENT_BYTES, MOST_ASKED_BYTES / lanes)
  const most = Math.min(bound, mostSegmentBytes ?? bound)
  return Math.max(LEAST_SEGMENT_BYTES, Math.floor(Math.min(most, byTime, byShare)))
}

function find(files: readonly PlannedFile[], size: number, isWanted: (file: PlannedFile) => boolean): Segment | null {
  for (const [index, file] of files.entries()) {
    const range = isWanted(file) ? nextRange(file, size) : null
    if (range !== null) return { file: index, stolenFrom: null, ...range }
  }
  return null
}

function nextRange(file: PlannedFile, size: number): { start: number; end: number | null } | null {
  if (file.claims.length > 0 && !(file.isShareable && file.acceptsRanges)) return null
  if (!file.acceptsRanges) return isComplete(file) ? null : { start: 0, end: null }
  if (file.totalBytes === null) {
    const start = missingIntervals(file.written, 0, Number.MAX_SAFE_INTEGER)[0]?.[0] ?? 0
    return { start, end: start + SEGMENT_BYTES }
  }
  const total = file.totalBytes
  const taken = file.claims.reduce<Intervals>(
    (all, { start, end }) => addInterval(all, start, end ?? total),
    file.written,
  )
  const gap = missingIntervals(taken, 0, total)[0]
  return gap === undefined ? null : { start: gap[0], end: Math.min(gap[1], gap[0] + size) }
}

function steal(files: readonly PlannedFile[]): Segment | null {
  let best: { readonly segment: Segment; readonly leftMs: number } | null = null
  for (const [index, file] of files.entries()) {
    if (!file.isShareable || !file.acceptsRanges) continue
    for (const [stolenFrom, { at, end, bytesPerSecond }] of file.claims.entries()) {
      if (end === null || bytesPerSecond === null || end <= at) continue
      const leftMs = bytesPerSecond === 0 ? Number.POSITIVE_INFINITY : ((end - at) * 1000) / bytesPerSecond
      if (leftMs < LEAST_STEAL_MS || (best !== null && leftMs <= best.leftMs)) continue
      // A lane that brings nothing gives up all of it; a slow one the half that is farther away, and a last byte whole: an empty range
      // is no range to a server, which would send the file from its start.
      const start = bytesPerSecond === 0 ? at : at + Math.floor((end - at) / 2)
      best = { segment: { file: index, start, end, stolenFrom }, leftMs }
    }
  }
  return best?.segment ?? null
}

function isComplete(file: PlannedFile): boolean {
  return file.totalBytes !== null && missingIntervals(file.written, 0, file.totalBytes).length === 0
}
