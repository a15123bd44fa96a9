import { expect, it } from 'vitest'
import { parseRange } from '../../../src/engine/browser/parse-range.js'

it.each([
  ['bytes=0-', [0, 100]],
  ['bytes=10-19', [10, 20]],
  ['bytes=90-200', [90, 100]],
  ['bytes=-10', [90, 100]],
  ['bytes=-200', [0, 100]],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
] as const)('reads %s', (header, expected) => {
  expect(parseRange(header, 100)).toEqual(expected)
})

it.each([null, '', 'bytes=-', 'bytes=5-1', 'bytes=0-1,4-5', 'items=0-1', 'bytes=a-b'])('heeds no %s', (header) => {
  expect(parseRange(header, 100)).toBe(null)
})
