/** A half-open range of bytes: `[start, end)`. */
export type Interval = readonly [start: number, end: number]

/** Disjoint, sorted, never touching. */
export type Intervals = readonly Interval[]

/** The union of what was there and one more range. */
export function addInterval(intervals: Intervals, start: number, end: number): Intervals {
  if (end <= start) return intervals
  // Not by filter and spread: it is done for every write.
  let first = 0
  while (first < intervals.length && (intervals[first] as Interval)[1] < start) first += 1
  let past = first
  while (past < intervals.length && (intervals[past] as Interval)[0] <= end) past += 1
  const from = first < past ? Math.min(start, (intervals[first] as Interval)[0]) : start
  const to = first < past ? Math.max(end, (intervals[past - 1] as Interval)[1]) : end
  const union = intervals.slice()
  union.splice(first, past - first, [from, to])
  return union
}

/** What of `[start, end)` is not covered. */
export function missingIntervals(intervals: Intervals, start: number, end: number): Intervals {
  const missing: Interval[] = []
  let at = start
  for (const [from, to] of intervals) {
    if (to <= at) continue
    if (from >= end) break
    if (from > at) missing.push([at, from])
    at = to
  }
  if (at < end) missing.push([at, end])
  return missing
}

/** How many bytes are covered. */
export function coveredBytes(intervals: Intervals): number {
  let sum = 0
  for (const interval of intervals) sum += interval[1] - interval[0]
  return sum
}

/** The end of the covered range that begins at 0; 0 where nothing is there. */
export function frontier(intervals: Intervals): number {
  const first = intervals[0]
  return first !== undefined && first[0] === 0 ? first[1] : 0
}

/** Reads ranges that came from disk; null unless they are disjoint, sorted and within `[0, most]`. */
export function parseIntervals(value: unknown, most: number): Intervals | null {
  if (!Array.isArray(value)) return null
  let at = -1
  for (const item of value as unknown[]) {
    if (!Array.isArray(item) || item.length !== 2) return null
    const [start, end] = item as [unknown, unknown]
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return null
    if ((start as number) <= at || (end as number) <= (start as number) || (end as number) > most) return null
    at = end as number
  }
  return value as Intervals
}

/** What is left when a range is taken out. */
export function removeInterval(intervals: Intervals, start: number, end: number): Intervals {
  return intervals.flatMap(([from, to]): Intervals => {
    const pieces: Interval[] = []
    if (from < start) pieces.push([from, Math.min(to, start)])
    if (to > end) pieces.push([Math.max(from, end), to])
    return pieces
  })
}
