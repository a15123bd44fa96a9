/** One who waits for a turn. */
export interface Turn<T> {
  readonly item: T
  readonly party: string
  readonly tag: number
}

/**
 * Turns shared out by cost: parties that all wait get shares as their weights are, however many turns each of them waits for.
 *
 * @see Start-time fair queueing, Goyal, Vin and Cheng, 1996: https://doi.org/10.1145/248157.248171
 */
export interface FairQueue<T> {
  readonly waiting: readonly Turn<T>[]
  /** Where each party's next turn begins, in cost over weight. */
  readonly finished: ReadonlyMap<string, number>
  /** Where the turn that was given last began. */
  readonly now: number
}

export function emptyQueue<T>(): FairQueue<T> {
  return { waiting: [], finished: new Map(), now: 0 }
}

/** Queues a turn of a cost. */
export function joinQueue<T>(queue: FairQueue<T>, item: T, party: string, cost: number, weight: number): FairQueue<T> {
  // Who comes anew claims nothing for the time it was away.
  const tag = Math.max(queue.now, queue.finished.get(party) ?? 0)
  return {
    ...queue,
    waiting: [...queue.waiting, { item, party, tag }],
    finished: new Map(queue.finished).set(party, tag + cost / weight),
  }
}

/** The turn that is next, and the queue without it; null where nobody waits. */
export function nextTurn<T>(queue: FairQueue<T>): { readonly turn: Turn<T>; readonly queue: FairQueue<T> } | null {
  const [first, ...others] = queue.waiting
  if (first === undefined) return null
  const turn = others.reduce((best, other) => (other.tag < best.tag ? other : best), first)
  const waiting = queue.waiting.filter((other) => other !== turn)
  // Nobody waits: what was used up is forgotten, so that the books do not grow.
  return { turn, queue: waiting.length === 0 ? emptyQueue() : { ...queue, waiting, now: turn.tag } }
}

/** The queue without one who has given up. */
export function leaveQueue<T>(queue: FairQueue<T>, item: T): FairQueue<T> {
  return { ...queue, waiting: queue.waiting.filter((turn) => turn.item !== item) }
}
