import { describe, expect, it } from 'vitest'
import { nextSegment, type PlannedFile } from '../../../src/engine/core/plan.js'

const MIB = 1024 * 1024
const FILE: PlannedFile = {
  totalBytes: 1024 * MIB,
  written: [],
  claims: [],
  acceptsRanges: true,
  isShareable: true,
}

function asked(lanes: number, mostSegmentBytes: number | null): number {
  const { start, end } = nextSegment([FILE], { lanes, bytesPerSecond: 500e6, mostSegmentBytes }) ?? {}
  return (end ?? Number.NaN) - (start ?? Number.NaN)
}

describe('the length of a request', () => {
  it('is larger for a lane that is alone', () => {
    expect([asked(1, null), asked(2, null)]).toEqual([64 * MIB, 16 * MIB])
  })

  it('is no more than may wait in memory', () => {
    expect([asked(1, 16 * MIB), asked(1, 8 * MIB), asked(2, 8 * MIB)]).toEqual([16 * MIB, 8 * MIB, 8 * MIB])
  })
})

describe('what a lane takes over', () => {
  it.each([1, 2, 3, 1000])('is never empty, though the slow one has but %i bytes left', (left) => {
    const claims = [{ start: 0, at: MIB - left, end: MIB, bytesPerSecond: 1 }]
    const file: PlannedFile = { ...FILE, totalBytes: MIB, claims }
    const { start, end } = nextSegment([file], { lanes: 2, bytesPerSecond: 1, mostSegmentBytes: null }) ?? {}
    expect(end).toBe(MIB)
    expect(start).toBeLessThan(MIB)
  })
})
