import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addInterval,
  coveredBytes,
  frontier,
  type Intervals,
  missingIntervals,
  parseIntervals,
} from '../../../src/engine/core/intervals.js'

const END = 40

const RANGES = fc.array(fc.tuple(fc.nat(END), fc.nat(END)), { maxLength: 12 })

const union = (ranges: readonly (readonly [number, number])[]): Intervals =>
  ranges.reduce<Intervals>((all, [start, end]) => addInterval(all, start, end), [])

/** The same, written byte by byte. */
const bytesIn = (ranges: readonly (readonly [number, number])[]): number[] =>
  Array.from({ length: END }, (_, at) => at).filter((at) => ranges.some(([start, end]) => start <= at && at < end))

describe('addInterval', () => {
  it.each<[string, Intervals, [number, number], Intervals]>([
    ['the first', [], [2, 5], [[2, 5]]],
    [
      'one before',
      [[5, 6]],
      [1, 2],
      [
        [1, 2],
        [5, 6],
      ],
    ],
    ['one that touches on the left', [[5, 6]], [3, 5], [[3, 6]]],
    ['one that touches on the right', [[5, 6]], [6, 9], [[5, 9]]],
    [
      'one that closes a gap',
      [
        [0, 2],
        [4, 6],
      ],
      [2, 4],
      [[0, 6]],
    ],
    [
      'one that covers all',
      [
        [1, 2],
        [4, 6],
      ],
      [0, 9],
      [[0, 9]],
    ],
    ['one that is covered', [[0, 9]], [3, 4], [[0, 9]]],
    ['an empty one', [[0, 2]], [5, 5], [[0, 2]]],
  ])('adds %s', (_, before, [start, end], after) => {
    expect(addInterval(before, start, end)).toEqual(after)
  })

  it('keeps ranges disjoint, sorted and apart, and covers what was added, whatever is added', () => {
    fc.assert(
      fc.property(RANGES, (ranges) => {
        const all = union(ranges)
        expect(parseIntervals(all, END)).toEqual(all)
        expect(bytesIn(all)).toEqual(bytesIn(ranges))
        expect(coveredBytes(all)).toBe(bytesIn(ranges).length)
      }),
    )
  })
})

describe('missingIntervals', () => {
  it('gives what is not covered, and nothing else', () => {
    fc.assert(
      fc.property(RANGES, fc.nat(END), fc.nat(END), (ranges, start, end) => {
        const missing = missingIntervals(union(ranges), start, end)
        const there = new Set(bytesIn(ranges))
        expect(bytesIn(missing)).toEqual(bytesIn([[start, end]]).filter((at) => !there.has(at)))
        expect(parseIntervals(missing, END)).toEqual(missing)
      }),
    )
  })
})

describe('frontier', () => {
  it('is the end of what is there without a gap from the first byte', () => {
    expect(
      frontier([
        [0, 5],
        [7, 9],
      ]),
    ).toBe(5)
    expect(frontier([[1, 5]])).toBe(0)
    expect(frontier([])).toBe(0)
  })
})

describe('parseIntervals', () => {
  it('reads back what was written', () => {
    expect(
      parseIntervals(
        [
          [0, 5],
          [7, 10],
        ],
        10,
      ),
    ).toEqual([
      [0, 5],
      [7, 10],
    ])
    expect(parseIntervals([], 0)).toEqual([])
  })

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a record', { 0: [0, 1] }],
    ['a range of one number', [[0]]],
    ['a range of three', [[0, 1, 2]]],
    ['text', [['0', '1']]],
    ['a fraction', [[0, 1.5]]],
    ['a negative start', [[-1, 1]]],
    ['an empty range', [[1, 1]]],
    ['a range backwards', [[2, 1]]],
    [
      'ranges that overlap',
      [
        [0, 5],
        [4, 6],
      ],
    ],
    [
      'ranges that touch',
      [
        [0, 5],
        [5, 6],
      ],
    ],
    [
      'ranges in the wrong order',
      [
        [5, 6],
        [0, 1],
      ],
    ],
    ['more than the file has', [[0, 11]]],
  ])('trusts no list with %s', (_, value) => {
    expect(parseIntervals(value, 10)).toBeNull()
  })
})
