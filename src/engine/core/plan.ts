import { addInterval, type Intervals, missingIntervals } from './intervals.js'

/** Bytes that one request asks for: long enough to hide its round trip, short enough that no lane is left with a slow tail. */
export const SEGMENT_BYTES: number = 16 * 1024 * 1024

/** What the planner has to know of a file. */
export interface PlannedFile {
  /** null until a response told. */
  readonly totalBytes: number | null
  readonly written: Intervals
  readonly claims: Iterable<{ readonly start: number; readonly end: number | null }>
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
}

/** Chooses what a free lane fetches next; null when nothing is left to ask for. Files of unknown size come first, so that the total is known soon. */
export function nextSegment(files: readonly PlannedFile[]): Segment | null {
  return find(files, (file) => file.totalBytes === null) ?? find(files, (file) => file.totalBytes !== null)
}

function find(files: readonly PlannedFile[], isWanted: (file: PlannedFile) => boolean): Segment | null {
  for (const [index, file] of files.entries()) {
    const range = isWanted(file) ? nextRange(file) : null
    if (range !== null) return { file: index, ...range }
  }
  return null
}

function nextRange(file: PlannedFile): { start: number; end: number | null } | null {
  const claims = [...file.claims]
  if (claims.length > 0 && !(file.isShareable && file.acceptsRanges)) return null
  if (!file.acceptsRanges) return isComplete(file) ? null : { start: 0, end: null }
  if (file.totalBytes === null) {
    const start = missingIntervals(file.written, 0, Number.MAX_SAFE_INTEGER)[0]?.[0] ?? 0
    return { start, end: start + SEGMENT_BYTES }
  }
  const total = file.totalBytes
  const taken = claims.reduce<Intervals>((all, { start, end }) => addInterval(all, start, end ?? total), file.written)
  const gap = missingIntervals(taken, 0, total)[0]
  return gap === undefined ? null : { start: gap[0], end: Math.min(gap[1], gap[0] + SEGMENT_BYTES) }
}

function isComplete(file: PlannedFile): boolean {
  return file.totalBytes !== null && missingIntervals(file.written, 0, file.totalBytes).length === 0
}
