import { describe, expect, it } from 'vitest'
import {
  isReady,
  mostAtOnce,
  readyInMs,
  refill,
  setRate,
  spend,
  startBucket,
} from '../../../src/engine/core/token-bucket.js'

describe('a token bucket', () => {
  it('begins empty and fills at its rate', () => {
    const bucket = startBucket(1_000, 0)
    expect(isReady(bucket)).toBe(false)
    expect(refill(bucket, 100).tokens).toBe(100)
  })

  it('saves up no more than 200 ms of its rate, however long nobody spends', () => {
    expect(refill(startBucket(1_000, 0), 3_600_000).tokens).toBe(200)
  })

  it('lets nothing through until a debt is paid, and says how long that takes', () => {
    const bucket = spend(refill(startBucket(1_000, 0), 100), 600)
    expect(isReady(bucket)).toBe(false)
    expect(readyInMs(bucket)).toBe(501)
    expect(isReady(refill(bucket, 100 + 500))).toBe(false)
    expect(isReady(refill(bucket, 100 + 501))).toBe(true)
  })

  it('never lets anything through at a rate of 0', () => {
    const bucket = setRate(refill(startBucket(1_000, 0), 200), 0, 200)
    expect(isReady(refill(bucket, 1e9))).toBe(false)
    expect(readyInMs(bucket)).toBe(null)
  })

  it('goes on from where it was at another rate, without the luxury of the old one', () => {
    expect(setRate(startBucket(1_000_000, 0), 1_000, 200).tokens).toBe(200)
    expect(setRate(spend(startBucket(1_000, 0), 500), 10_000, 100).tokens).toBe(-400)
  })

  it('owes no more than a moment at a rate that is set: what was little may be much now', () => {
    const owing = spend(startBucket(10_000_000, 0), 1_000_000)
    expect(readyInMs(setRate(owing, 100_000, 0))).toBeLessThan(250)
    expect(setRate(owing, 0, 0).tokens).toBeCloseTo(0)
  })

  it('takes bytes in pieces of 200 ms, and none smaller than a KiB', () => {
    expect(mostAtOnce(1_000_000)).toBe(200_000)
    expect(mostAtOnce(1)).toBe(1024)
  })

  it('gains nothing by a clock that is put back, and goes on from there', () => {
    const bucket = refill(startBucket(1_000, 5_000), 1_000)
    expect(bucket.tokens).toBe(0)
    expect(refill(bucket, 1_100).tokens).toBe(100)
  })
})
