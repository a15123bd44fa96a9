import { describe, expect, it } from 'vitest'
import { formatAgo } from '../../../src/components/storage-panel/format-ago.js'

const HOUR = 3_600_000

describe('how long ago something was', () => {
  it.each([
    [0, 'this minute'],
    [5 * 60_000, '5 minutes ago'],
    [HOUR, '1 hour ago'],
    [25 * HOUR, 'yesterday'],
    [9 * 24 * HOUR, 'last week'],
    [70 * 24 * HOUR, '2 months ago'],
    [800 * 24 * HOUR, '2 years ago'],
    [-HOUR, 'this minute'],
  ])('is said as people do: %i ms', (ms, text) => {
    expect(formatAgo(1e12, 1e12 + ms, 'en')).toBe(text)
  })

  it('is said in the language', () => {
    expect(formatAgo(0, 3 * 24 * HOUR, 'de')).toBe('vor 3 Tagen')
  })
})
