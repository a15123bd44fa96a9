import fc from 'fast-check'
import { expect, it } from 'vitest'
import { blockRange, wholeBlocks } from '../../../src/engine/core/blocks.js'
import { addInterval, coveredBytes, type Intervals, removeInterval } from '../../../src/engine/core/intervals.js'

const DIGEST = '0'.repeat(64)

it('names a block exactly when every byte of it is covered', () => {
  const ranges = fc.array(fc.tuple(fc.nat(100), fc.nat(40)), { maxLength: 8 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 100 }), ranges, (size, total, pieces) => {
      const blocks = { size, sha256: Array.from({ length: Math.ceil(total / size) }, () => DIGEST) }
      const written = pieces.reduce<Intervals>(
        (all, [start, length]) => addInterval(all, Math.min(start, total), Math.min(start + length, total)),
        [],
      )
      const isCovered = (index: number): boolean => {
        const [start, end] = blockRange(blocks, total, index)
        return coveredBytes(removeInterval([[start, end]], 0, 0)) === coveredBytes(intersect(written, start, end))
      }
      const expected = blocks.sha256.map((_, index) => index).filter(isCovered)
      expect([...wholeBlocks(blocks, total, written)]).toEqual(expected)
    }),
  )
})

it('takes out of a set of ranges what is named, and nothing else', () => {
  const ranges = fc.array(fc.tuple(fc.nat(60), fc.nat(20)), { maxLength: 8 })
  fc.assert(
    fc.property(ranges, fc.nat(60), fc.nat(20), (pieces, start, length) => {
      const all = pieces.reduce<Intervals>((sum, [at, bytes]) => addInterval(sum, at, at + bytes), [])
      const left = removeInterval(all, start, start + length)
      for (let at = 0; at < 90; at += 1) {
        const isTaken = at >= start && at < start + length
        expect(holds(left, at)).toBe(holds(all, at) && !isTaken)
      }
    }),
  )
})

function holds(intervals: Intervals, at: number): boolean {
  return intervals.some(([start, end]) => at >= start && at < end)
}

function intersect(intervals: Intervals, from: number, to: number): Intervals {
  return removeInterval(removeInterval(intervals, 0, from), to, Number.MAX_SAFE_INTEGER)
}
