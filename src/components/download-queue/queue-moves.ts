import type { QueueSections } from './queue-sections.js'

/** Where a download of the line can go: a place nearer to the front, nearer to the end, or the first or last that it may have. */
export const MOVES = ['up', 'down', 'top', 'bottom'] as const

export type Move = (typeof MOVES)[number]

/** A stretch of the line within which places can change: downloads of one priority. The end is exclusive. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** The places that a download at a place of the line may take. */
export function stretchAt({ urgencies }: QueueSections, at: number): Stretch {
  let start = at
  let end = at + 1
  while (start > 0 && urgencies[start - 1] === urgencies[at]) start -= 1
  while (end < urgencies.length && urgencies[end] === urgencies[at]) end += 1
  return { start, end }
}

/** The place that a move leads to; the present one where it leads nowhere. */
export function placeAfter(sections: QueueSections, at: number, move: Move): number {
  const { start, end } = stretchAt(sections, at)
  if (move === 'top') return start
  if (move === 'bottom') return end - 1
  return Math.min(end - 1, Math.max(start, move === 'up' ? at - 1 : at + 1))
}

/**
 * What to put a queued download before in the order of all downloads, so that it gets a place in the line; null puts it last.
 * Others stand in that order between those of the line, so "after the last one" is before whatever follows that one.
 */
export function beforeIdOf(
  queued: readonly string[],
  order: readonly string[],
  from: number,
  to: number,
): string | null {
  if (to < from) return queued[to] ?? null
  const previous = queued[to]
  const following = order[order.indexOf(previous as string) + 1] ?? null
  return following === queued[from] ? (order[order.indexOf(following as string) + 1] ?? null) : following
}
