import { backoffBound, type RetryPolicy } from './retry.js'

/** Ranges in a row that were answered with the whole file. */
export interface IgnoredRanges {
  readonly count: number
  /** Until when no other is asked for on their account, by the clock's `elapsed`. */
  readonly untilMs: number
}

export const NONE_IGNORED: IgnoredRanges = { count: 0, untilMs: 0 }

/** So many in a row, with a pause before each, and a server is taken to know nothing of ranges. */
const MOST_IGNORED = 3

/** Counts a range that was answered with the whole file. Those that were asked for before the pause after another was over say nothing new. */
export function noteIgnored(
  known: IgnoredRanges,
  askedAtMs: number,
  nowMs: number,
  policy: RetryPolicy,
): IgnoredRanges {
  if (askedAtMs < known.untilMs) return known
  const count = known.count + 1
  return { count, untilMs: nowMs + backoffBound(policy, count) }
}

/** Whether ranges are of no more use: they were ignored too often, or the server says so itself. */
export function areRangesIgnored({ count }: IgnoredRanges, acceptRanges: string | undefined): boolean {
  return count >= MOST_IGNORED || acceptRanges?.trim().toLowerCase() === 'none'
}
