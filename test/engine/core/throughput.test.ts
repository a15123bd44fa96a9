import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleThroughput, startThroughput, type Throughput, timeLeft } from '../../../src/engine/core/throughput.js'

/** A report every 100 ms over `ms`, at `bytesPerSecond`. */
function flow(from: Throughput, ms: number, bytesPerSecond: number): Throughput {
  const { seenAtMs, seenBytes } = from
  let next = from
  for (let at = 100; at <= ms; at += 100) {
    next = sampleThroughput(next, seenBytes + (bytesPerSecond * at) / 1000, seenAtMs + at)
  }
  return next
}

const elapsed = ({ seenAtMs, startedAtMs }: Throughput): number => seenAtMs - startedAtMs

describe('sampleThroughput', () => {
  it('gives no speed in the first second', () => {
    expect(flow(startThroughput(0), 900, 1000).rate).toBeNull()
    expect(flow(startThroughput(0), 1000, 1000).rate).toBe(1000)
  })

  it('gives a steady flow its speed', () => {
    expect(flow(startThroughput(0), 20_000, 5_000_000).rate).toBeCloseTo(5_000_000)
  })

  it('has gone half the way to a new speed after 2.5 seconds', () => {
    const before = flow(startThroughput(0), 10_000, 1000)
    expect(flow(before, 2_500, 3000).rate).toBeCloseTo(2000)
  })

  it('is 0 three seconds after the last byte, and not before', () => {
    const before = flow(startThroughput(0), 10_000, 1000)
    expect(flow(before, 2_900, 0).rate).toBeGreaterThan(0)
    expect(flow(before, 3_000, 0).rate).toBe(0)
  })

  it('is 0 where no byte ever came', () => {
    expect(flow(startThroughput(0), 3_000, 0).rate).toBe(0)
  })

  it('goes on after a stall', () => {
    const stalled = flow(flow(startThroughput(0), 5_000, 1000), 10_000, 0)
    expect(flow(stalled, 1_000, 1000).rate).toBeGreaterThan(100)
  })

  it('does not count what the run had fetched before as speed', () => {
    const start = startThroughput(0, 1_000_000)
    expect(flow(start, 2_000, 1000).rate).toBeCloseTo(1000)
  })

  it('does not go backwards when a report does', () => {
    const before = flow(startThroughput(0), 2_000, 1000)
    const after = sampleThroughput(before, 5, before.seenAtMs + 200)
    expect(after.seenBytes).toBe(2000)
    expect(after.rate).toBeGreaterThanOrEqual(0)
  })

  it('waits for more than a moment between samples', () => {
    const before = flow(startThroughput(0), 2_000, 1000)
    const after = sampleThroughput(before, 999_999, before.seenAtMs + 1)
    expect(after.rate).toBe(before.rate)
    expect(after.seenBytes).toBe(999_999)
  })

  it('leaves a sleep of the machine out of time and speed', () => {
    const before = flow(startThroughput(0), 5_000, 1000)
    const awake = sampleThroughput(before, 5_000, before.seenAtMs + 8 * 3_600_000)
    expect(elapsed(awake)).toBe(5_000)
    expect(flow(awake, 1_000, 1000).rate).toBeCloseTo(1000)
  })

  it('counts a minute without a word, as a hidden tab is allowed one', () => {
    const before = flow(startThroughput(0), 5_000, 1000)
    const after = sampleThroughput(before, 65_000, before.seenAtMs + 60_000)
    expect(elapsed(after)).toBe(65_000)
    expect(after.rate).toBeCloseTo(1000)
  })

  it('goes on measuring when the clock is put back', () => {
    const before = flow(startThroughput(3_600_000), 5_000, 1000)
    const back = sampleThroughput(before, 5_100, 100)
    expect(elapsed(back)).toBe(5_000)
    const after = flow(back, 10_000, 3000)
    expect(elapsed(after)).toBe(15_000)
    expect(after.rate).toBeGreaterThan(2500)
  })

  it('never loses time or bytes, and gives a speed that is a number, whatever comes', () => {
    const reports = fc.array(fc.record({ ms: fc.integer({ min: -5_000, max: 300_000 }), bytes: fc.nat(1_000_000) }))
    fc.assert(
      fc.property(reports, (steps) => {
        let now = 1_000_000_000
        let bytes = 0
        let throughput = startThroughput(now)
        for (const step of steps) {
          now += step.ms
          bytes += step.bytes
          const next = sampleThroughput(throughput, bytes, now)
          expect(elapsed(next)).toBeGreaterThanOrEqual(elapsed(throughput))
          expect(next.seenBytes).toBe(bytes)
          if (next.rate !== null) {
            expect(next.rate).toBeGreaterThanOrEqual(0)
            expect(Number.isFinite(next.rate)).toBe(true)
          }
          throughput = next
        }
      }),
    )
  })
})

describe('timeLeft', () => {
  it('is what remains at this speed', () => {
    expect(timeLeft(5_000, 1_000)).toBe(5_000)
    expect(timeLeft(0, 1_000)).toBe(0)
  })

  it.each([
    ['the total', null, 1_000],
    ['the speed', 1_000, null],
  ])('is unknown without %s', (_, remaining, rate) => {
    expect(timeLeft(remaining, rate)).toBeNull()
  })

  it('is unknown on a stall', () => {
    expect(timeLeft(1_000, 0)).toBeNull()
    expect(timeLeft(1_000, 0.5)).toBeNull()
  })
})
