import { describe, expect, it } from 'vitest'
import { emptyQueue, type FairQueue, joinQueue, leaveQueue, nextTurn } from '../../../src/engine/core/fair-queue.js'

/** Serves `turns` turns of those who come again as soon as they were served; gives the cost that each party got. */
function shares(
  lanes: readonly { readonly party: string; readonly cost: number; readonly weight: number }[],
  turns: number,
): Record<string, number> {
  let queue: FairQueue<number> = emptyQueue()
  const got: Record<string, number> = {}
  const join = (at: number): void => {
    const { party, cost, weight } = lanes[at] as (typeof lanes)[number]
    queue = joinQueue(queue, at, party, cost, weight)
  }
  lanes.forEach((_, at) => {
    join(at)
  })
  for (let turn = 0; turn < turns; turn += 1) {
    const next = nextTurn(queue)
    if (next === null) throw new Error('Nobody waits.')
    queue = next.queue
    const { party, cost } = lanes[next.turn.item] as (typeof lanes)[number]
    got[party] = (got[party] ?? 0) + cost
    join(next.turn.item)
  }
  return got
}

const lane = (party: string, cost = 64, weight = 1): { party: string; cost: number; weight: number } => ({
  party,
  cost,
  weight,
})

describe('a fair queue', () => {
  it('gives equal shares to parties, however many turns each waits for', () => {
    const got = shares([lane('a'), lane('b'), lane('b'), lane('b'), lane('b')], 1_000)
    expect((got.a ?? 0) / (got.b ?? 1)).toBeCloseTo(1, 1)
  })

  it('gives equal shares by cost, not by turns', () => {
    const got = shares([lane('a', 16), lane('b', 64)], 1_000)
    expect((got.a ?? 0) / (got.b ?? 1)).toBeCloseTo(1, 1)
  })

  it('gives shares by weight', () => {
    const got = shares([lane('a', 64, 4), lane('b', 64, 1)], 1_000)
    expect((got.a ?? 0) / (got.b ?? 1)).toBeCloseTo(4, 0)
  })

  it('lets who comes late claim nothing for the time before', () => {
    let queue: FairQueue<string> = emptyQueue()
    queue = joinQueue(queue, 'first', 'a', 100, 1)
    queue = joinQueue(queue, 'second', 'a', 100, 1)
    queue = joinQueue(queue, 'third', 'a', 100, 1)
    queue = nextTurn(nextTurn(queue)?.queue as FairQueue<string>)?.queue as FairQueue<string>
    queue = joinQueue(queue, 'late', 'b', 100, 1)
    queue = joinQueue(queue, 'later', 'b', 100, 1)
    const order = [nextTurn(queue)?.turn.item]
    queue = nextTurn(queue)?.queue as FairQueue<string>
    order.push(nextTurn(queue)?.turn.item)
    expect(order).toEqual(['late', 'third'])
  })

  it('forgets who has left', () => {
    const queue = leaveQueue(joinQueue(emptyQueue<string>(), 'x', 'a', 1, 1), 'x')
    expect(nextTurn(queue)).toBe(null)
  })
})
