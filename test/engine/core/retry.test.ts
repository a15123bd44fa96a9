import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoff, DEFAULT_RETRY } from '../../../src/engine/core/retry.js'

describe('backoff', () => {
  it('doubles its bound from 1 s to 60 s', () => {
    const bounds = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((attempt) => backoff(DEFAULT_RETRY, attempt, 1))
    expect(bounds).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('draws from the whole of the bound', () => {
    expect(backoff(DEFAULT_RETRY, 3, 0)).toBe(0)
    expect(backoff(DEFAULT_RETRY, 3, 0.5)).toBe(2_000)
  })

  it('is a number of milliseconds within its bounds whatever the attempt', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, random) => {
        const delay = backoff(DEFAULT_RETRY, attempt, random)
        expect(Number.isInteger(delay)).toBe(true)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(60_000)
      }),
    )
  })
})
