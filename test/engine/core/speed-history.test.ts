import { describe, expect, it } from 'vitest'
import {
  diffHistory,
  meterBytes,
  NEW_SPEED_METER,
  NO_SPEED_HISTORY,
  patchHistory,
  SPEED_SAMPLES,
  type SpeedMeter,
} from '../../../src/engine/core/speed-history.js'

const START = 1_800_000_000_000

/** Bytes at so many milliseconds after the start. */
const metered = (...reports: readonly (readonly [number, number])[]): SpeedMeter =>
  reports.reduce((meter, [atMs, bytes]) => meterBytes(meter, bytes, START + atMs), NEW_SPEED_METER)

describe('meterBytes', () => {
  it('gives a sample for each second that is over', () => {
    const { history } = metered([100, 10], [900, 20], [1_000, 5], [2_500, 7])
    expect(history).toEqual({ endsAtMs: START + 2_000, bytesPerSecond: [30, 5] })
  })

  it('keeps the history identical until a second is over', () => {
    const before = metered([0, 10], [1_000, 5])
    expect(meterBytes(before, 9, START + 1_999).history).toBe(before.history)
    expect(meterBytes(before, 9, START + 2_000).history).not.toBe(before.history)
  })

  it('stays the same where nothing came and no second is over', () => {
    const before = metered([0, 10])
    expect(meterBytes(before, 0, START + 500)).toBe(before)
  })

  it('counts the seconds in which nothing ran as 0', () => {
    expect(metered([0, 10], [4_000, 20], [5_000, 0]).history.bytesPerSecond).toEqual([10, 0, 0, 0, 20])
  })

  it('keeps three minutes at most', () => {
    const reports = Array.from({ length: 500 }, (_, at) => [at * 1_000, at] as const)
    const { history } = metered(...reports)
    expect(history.bytesPerSecond).toHaveLength(SPEED_SAMPLES)
    expect(history.bytesPerSecond.at(-1)).toBe(498)
    expect(history.endsAtMs).toBe(START + 499_000)
  })

  it('begins anew after a pause that is longer than what is kept, and when the clock was put back', () => {
    expect(metered([0, 10], [1_000, 10], [1_000_000, 20]).history).toBe(NO_SPEED_HISTORY)
    expect(metered([5_000, 10], [6_000, 10], [0, 20]).history).toBe(NO_SPEED_HISTORY)
  })
})

describe('diffHistory', () => {
  it('says only the seconds that are new', () => {
    const reports = Array.from({ length: 200 }, (_, at) => [at * 1_000, at] as const)
    const base = metered(...reports)
    const next = meterBytes(meterBytes(base, 7, START + 200_000), 0, START + 201_000)
    const patch = diffHistory(base.history, next.history)
    expect(patch).toEqual({ endsAtMs: START + 201_000, samples: [199, 7], isWhole: false })
    expect(patch === null ? null : patchHistory(base.history, patch)).toEqual(next.history)
  })

  it('says nothing where nothing is new', () => {
    const { history } = metered([0, 1], [1_000, 2])
    expect(diffHistory(history, { ...history, bytesPerSecond: [...history.bytesPerSecond] })).toBeNull()
  })

  it('says all of a history that began anew', () => {
    const base = metered([0, 1], [1_000, 2]).history
    const next = { endsAtMs: START + 9_000, bytesPerSecond: [4, 5] }
    expect(diffHistory(base, next)).toEqual({ endsAtMs: START + 9_000, samples: [4, 5], isWhole: true })
  })
})
