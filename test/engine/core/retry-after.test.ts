import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryAfterMs } from '../../../src/engine/core/retry-after.js'

const NOW = Date.UTC(2026, 0, 5, 12)
const DAY_MS = 86_400_000

describe('retryAfterMs', () => {
  it.each<[string, Record<string, string>, number | null]>([
    ['seconds', { 'retry-after': '120' }, 120_000],
    ['seconds with space around', { 'retry-after': ' 7 ' }, 7_000],
    ['no time at all', { 'retry-after': '0' }, 0],
    ['a date', { 'retry-after': 'Mon, 05 Jan 2026 12:00:30 GMT' }, 30_000],
    ['a date that is past', { 'retry-after': 'Mon, 05 Jan 2026 11:00:00 GMT' }, 0],
    ['a date of the oldest form', { 'retry-after': 'Monday, 05-Jan-26 12:00:30 GMT' }, 30_000],
    ['more than a day', { 'retry-after': '999999999999' }, DAY_MS],
    ['an exhausted limit', { ratelimit: '"resolvers";r=0;t=120' }, 120_000],
    ['an exhausted limit of the older form', { ratelimit: 'limit=100, r=0, t=60' }, 60_000],
    ['an exhausted limit in two headers', { 'ratelimit-remaining': '0', 'ratelimit-reset': '60' }, 60_000],
    ['a reset that is a moment', { 'ratelimit-remaining': '0', 'ratelimit-reset': `${NOW / 1000 + 45}` }, 45_000],
    ['the longest of several limits', { ratelimit: '"a";r=5;t=9, "b";r=0;t=30, "c";r=0;t=60' }, 60_000],
    [
      'a date by the clock of the server',
      { 'retry-after': 'Mon, 05 Jan 2026 14:00:30 GMT', date: 'Mon, 05 Jan 2026 14:00:00 GMT' },
      30_000,
    ],
    ['a limit that is not exhausted', { ratelimit: '"resolvers";r=5;t=120' }, null],
    ['a limit that is not exhausted, in two headers', { 'ratelimit-remaining': '5', 'ratelimit-reset': '60' }, null],
    ['both, where the plainer wins', { 'retry-after': '5', ratelimit: '"resolvers";r=0;t=120' }, 5_000],
    ['nonsense beside a limit', { 'retry-after': 'soon', ratelimit: '"r";r=0;t=1' }, 1_000],
    ['nothing', {}, null],
    ['an empty value', { 'retry-after': '' }, null],
    ['a fraction', { 'retry-after': '1.5' }, null],
    ['a negative number', { 'retry-after': '-1' }, null],
    ['a date that is not of the web', { 'retry-after': '2026-01-05T12:00:30Z' }, null],
    ['a date of no zone', { 'retry-after': 'Mon, 05 Jan 2026 12:00:30' }, null],
    ['a date that does not exist', { 'retry-after': 'Mon, 45 Jan 2026 12:00:30 GMT' }, null],
    ['a limit without a reset', { ratelimit: '"resolvers";r=0' }, null],
  ])('reads %s', (_, headers, expected) => {
    expect(retryAfterMs(headers, NOW)).toBe(expected)
  })

  it('gives null or a time within a day whatever a server sends', () => {
    const headers = fc.dictionary(
      fc.constantFrom('date', 'retry-after', 'ratelimit', 'ratelimit-remaining', 'ratelimit-reset'),
      fc.string(),
    )
    fc.assert(
      fc.property(headers, (sent) => {
        const delay = retryAfterMs(sent, NOW)
        if (delay === null) return
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(DAY_MS)
      }),
    )
  })
})
