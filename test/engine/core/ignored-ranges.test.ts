import { describe, expect, it } from 'vitest'
import { areRangesIgnored, NONE_IGNORED, noteIgnored } from '../../../src/engine/core/ignored-ranges.js'
import { DEFAULT_RETRY } from '../../../src/engine/core/retry.js'

describe('ranges that are answered with the whole file', () => {
  it('count once however many lanes hear it before the pause is over', () => {
    let known = NONE_IGNORED
    for (let lane = 0; lane < 16; lane += 1) known = noteIgnored(known, 40 + lane, 100, DEFAULT_RETRY)

    expect(known).toEqual({ count: 1, untilMs: 1_100 })
    expect(areRangesIgnored(known, 'bytes')).toBe(false)
  })

  it('are asked for a third time after longer and longer pauses, and then no more', () => {
    const first = noteIgnored(NONE_IGNORED, 0, 100, DEFAULT_RETRY)
    const second = noteIgnored(first, 1_100, 1_200, DEFAULT_RETRY)
    const third = noteIgnored(second, 3_200, 3_300, DEFAULT_RETRY)

    expect([first, second, third].map((ignored) => areRangesIgnored(ignored, undefined))).toEqual([false, false, true])
    expect(second.untilMs).toBe(3_200)
  })

  it('are asked for no more where the server says that it knows none', () => {
    expect(areRangesIgnored(noteIgnored(NONE_IGNORED, 0, 100, DEFAULT_RETRY), ' None')).toBe(true)
  })
})
