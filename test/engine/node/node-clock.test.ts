import { afterEach, describe, expect, it, vi } from 'vitest'
import { createNodeClock } from '../../../src/engine/node/node-clock.js'

afterEach(() => vi.useRealTimers())

describe('the clock', () => {
  it('tells epoch milliseconds and numbers in [0, 1)', () => {
    const clock = createNodeClock()
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000)
    const numbers = Array.from({ length: 100 }, () => clock.random())
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true)
    expect(new Set(numbers).size).toBeGreaterThan(90)
  })

  it('calls back once, not before its time, unless called off', async () => {
    const clock = createNodeClock()
    const calls: string[] = []
    const startedAt = performance.now()
    const cancel = clock.setTimer(10, () => calls.push('cancelled'))
    await new Promise<void>((resolve) => {
      clock.setTimer(30, () => {
        calls.push('fired')
        resolve()
      })
      cancel()
    })
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(29)
    expect(calls).toEqual(['fired'])
  })

  it('waits 40 days, longer than a timer of the system can', () => {
    vi.useFakeTimers()
    const day = 24 * 60 * 60 * 1000
    const calls: number[] = []
    const clock = createNodeClock()
    const start = Date.now()
    clock.setTimer(40 * day, () => calls.push(Date.now() - start))
    const cancel = clock.setTimer(60 * day, () => calls.push(-1))
    vi.advanceTimersByTime(39 * day)
    expect(calls).toEqual([])
    cancel()
    vi.advanceTimersByTime(40 * day)
    expect(calls).toEqual([40 * day])
  })
})
