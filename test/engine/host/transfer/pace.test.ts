import { describe, expect, it } from 'vitest'
import { createPace, isSilent } from '../../../../src/engine/host/transfer/pace.js'

describe('the pace of a lane', () => {
  it('is unknown until a byte came, and nothing where none comes any more', () => {
    const pace = createPace()
    expect(pace.bytesPerSecond(10_000)).toBeNull()
    pace.note(1, 10_000)
    pace.note(1_000_000, 11_000)
    expect(pace.bytesPerSecond(11_000)).toBeCloseTo(1_000_000)
    expect(pace.bytesPerSecond(13_000)).toBe(0)
  })

  it('is what it is of late, where that is less than it was before', () => {
    const pace = createPace()
    for (let at = 0; at <= 10; at += 1) pace.note(at * 1_000_000, at * 100)
    for (let at = 1; at <= 60; at += 1) pace.note(10_000_000 + at, 1_000 + at * 100)
    expect(pace.bytesPerSecond(7_000)).toBeLessThan(20)
  })
})

describe('a request without a first byte', () => {
  it.each([
    ['nobody was answered yet', 60_000, null, 0, false],
    ['it is no slower than others may be', 2_900, 40, 0, false],
    ['others were answered long ago', 3_100, 40, 0, true],
    ['the others were slow as well', 15_000, 4_000, 0, false],
    ['it is slower than the slow ones', 17_000, 4_000, 0, true],
    ['the one before it gave up as well', 5_900, 40, 1, false],
    ['it had twice the time of the one before', 6_100, 40, 1, true],
    ['three before it gave up', 23_900, 40, 3, false],
  ])('where %s: after %i ms', (_, waitedMs, slowestAnswerMs, silences, expected) => {
    expect(isSilent(waitedMs, slowestAnswerMs, silences)).toBe(expected)
  })
})
