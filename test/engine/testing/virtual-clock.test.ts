import { describe, expect, it } from 'vitest'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'

describe('virtual clock', () => {
  it('runs timers in the order in which they fall due, each at its own time', async () => {
    const clock = createVirtualClock({ startMs: 1000 })
    const seen: [string, number][] = []
    clock.setTimer(30, () => seen.push(['late', clock.now()]))
    clock.setTimer(10, () => seen.push(['early', clock.now()]))
    await clock.advance(20)
    expect(seen).toEqual([['early', 1010]])
    expect(clock.now()).toBe(1020)
    await clock.advance(10)
    expect(seen).toEqual([
      ['early', 1010],
      ['late', 1030],
    ])
  })

  it('lets promises settle between two timers, so that what one timer causes can set the next', async () => {
    const clock = createVirtualClock()
    const wait = (ms: number): Promise<void> => new Promise((resolve) => void clock.setTimer(ms, resolve))
    let rounds = 0
    const loop = async (): Promise<void> => {
      while (rounds < 5) {
        await wait(10)
        await Promise.resolve().then(() => Promise.resolve())
        rounds += 1
      }
    }
    void loop()
    await clock.advance(50)
    expect(rounds).toBe(5)
  })

  it('does not call a timer that was called off', async () => {
    const clock = createVirtualClock()
    let calls = 0
    clock.setTimer(10, () => (calls += 1))()
    await clock.advance(100)
    expect(calls).toBe(0)
    expect(clock.pendingTimers()).toBe(0)
  })

  it('moves on only as far as a predicate needs', async () => {
    const clock = createVirtualClock({ startMs: 0 })
    let count = 0
    const tick = (): void => {
      count += 1
      clock.setTimer(100, tick)
    }
    clock.setTimer(100, tick)
    await clock.runUntil(() => count === 3)
    expect(clock.now()).toBe(300)
  })

  it('throws when a predicate does not hold in time', async () => {
    const clock = createVirtualClock({ startMs: 0 })
    await expect(clock.runUntil(() => false, 500)).rejects.toThrow('500 ms of virtual time')
    expect(clock.now()).toBe(500)
  })

  it('gives the same chance to the same seed, and another to another', () => {
    const draw = (seed: number): number[] => {
      const clock = createVirtualClock({ seed })
      return [clock.random(), clock.random(), clock.random()]
    }
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
    expect(draw(1).every((number) => number >= 0 && number < 1)).toBe(true)
  })

  it('follows real time while it flows, at the speed asked for, and stops when told', async () => {
    const clock = createVirtualClock({ startMs: 0 })
    let realMs = 0
    let due: (() => unknown) | null = null
    const timers = {
      setTimeout: (callback: () => unknown) => {
        due = callback
      },
      clearTimeout: () => {
        due = null
      },
      performance: { now: () => realMs },
    }
    const stop = clock.flow(2, timers)
    realMs += 16
    await (due as unknown as () => Promise<void>)()
    expect(clock.now()).toBe(32)
    stop()
    expect(due).toBeNull()
  })
})
