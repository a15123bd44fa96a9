import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DOWNLOAD_STATUSES } from '../../../src/engine/core/download.js'
import { formatBytes, formatPair, formatPercent, formatSpeed, progressOf } from '../../../src/engine/core/format.js'
import { formatDuration, formatMoment } from '../../../src/engine/core/format-time.js'

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ')

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [2_327_524, '2.33 MB'],
    [24_900_000, '24.9 MB'],
    [812_000_000, '812 MB'],
    [999_400_000, '999 MB'],
    [999_600_000, '1 GB'],
    [4_700_000_000, '4.7 GB'],
    [13_479_000_000, '13.5 GB'],
    [2_000_000_000_000, '2 TB'],
  ])('writes %i as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text)
  })

  it('writes binary units when asked', () => {
    expect(formatBytes(1_073_741_824, { units: 'binary' })).toBe('1 GiB')
    expect(formatBytes(2048, { units: 'binary' })).toBe('2 KiB')
    expect(plain(formatBytes(1_073_741_824, { units: 'binary', locale: 'fr' }))).toBe('1 Gio')
  })

  it("writes numbers and units in the reader's language", () => {
    expect(plain(formatBytes(4_700_000_000, { locale: 'de' }))).toBe('4,7 GB')
    expect(plain(formatBytes(4_700_000_000, { locale: 'fr' }))).toBe('4,7 Go')
  })

  it('has at most two decimals and at most three digits before the point below 1000 TB', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_000_000_000_000 }), fc.constantFrom('decimal', 'binary'), (bytes, units) => {
        expect(formatBytes(bytes, { units })).toMatch(/^(?:\d{1,3}|1,0[0-2]\d)(?:\.\d{1,2})? [A-Za-z]+$/)
      }),
    )
  })
})

describe('formatPair', () => {
  it('writes both in the unit of the total and keeps the decimals', () => {
    expect(formatPair(1_200_000_000, 4_700_000_000)).toEqual({ done: '1.20', total: '4.70 GB' })
    expect(formatPair(40_000_000, 4_700_000_000)).toEqual({ done: '0.04', total: '4.70 GB' })
    expect(formatPair(0, 812_000_000)).toEqual({ done: '0', total: '812 MB' })
  })

  it('never says that all is there before it is', () => {
    expect(formatPair(4_699_999_999, 4_700_000_000)).toEqual({ done: '4.69', total: '4.70 GB' })
    expect(formatPair(4_700_000_000, 4_700_000_000)).toEqual({ done: '4.70', total: '4.70 GB' })
    expect(formatPair(5_000_000_000, 4_700_000_000)).toEqual({ done: '4.70', total: '4.70 GB' })
  })
})

describe('formatSpeed', () => {
  it.each([
    [0, '0 kB/s'],
    [480_000, '480 kB/s'],
    [1_000_000, '1.0 MB/s'],
    [12_345_678, '12.3 MB/s'],
    [118_000_000, '118 MB/s'],
    [1_250_000_000, '1.3 GB/s'],
  ])('writes %i as %s', (speed, text) => {
    expect(formatSpeed(speed)).toBe(text)
  })

  it('writes binary units when asked', () => {
    expect(formatSpeed(1_572_864, { units: 'binary' })).toBe('1.5 MiB/s')
  })
})

describe('formatPercent', () => {
  it('rounds down', () => {
    expect(formatPercent(0.999)).toBe('99%')
    expect(formatPercent(0.29)).toBe('29%')
    expect(formatPercent(1)).toBe('100%')
  })

  it('stays between 0 and 100', () => {
    expect(formatPercent(-1)).toBe('0%')
    expect(formatPercent(7)).toBe('100%')
  })
})

describe('formatDuration', () => {
  const second = 1000
  const minute = 60 * second
  const hour = 60 * minute
  it.each([
    [0, '1 sec'],
    [4.2 * second, '5 sec'],
    [41 * second, '45 sec'],
    [59 * second, '1 min'],
    [2.6 * minute, '3 min'],
    [59.8 * minute, '1 hr'],
    [83 * minute, '1 hr 23 min'],
    [2 * hour + 12 * minute, '2 hr 10 min'],
    [26 * hour, '26 hr'],
    [70 * hour, '3 days'],
  ])('writes %i ms as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text)
  })
})

describe('formatMoment', () => {
  const noon = Date.UTC(2026, 0, 5, 12)
  it('writes the time alone where it is today', () => {
    expect(plain(formatMoment(noon + 11.5 * 3_600_000, noon, { timeZone: 'UTC' }))).toBe('11:30 PM')
  })

  it('adds the weekday where it is another day', () => {
    expect(plain(formatMoment(noon + 18 * 3_600_000, noon, { timeZone: 'UTC' }))).toBe('Tue 6:00 AM')
  })
})

describe('progressOf', () => {
  const half = { receivedBytes: 50, verifiedBytes: 10, totalBytes: 100 }
  it('is the share of the bytes that were received', () => {
    expect(progressOf({ ...half, status: 'downloading' })).toEqual({
      value: 0.5,
      phase: 'fetch',
      doneBytes: 50,
      totalBytes: 100,
    })
  })

  it('is the share of the bytes that were verified while verifying', () => {
    expect(progressOf({ ...half, status: 'verifying' })).toMatchObject({ value: 0.1, phase: 'verify', doneBytes: 10 })
  })

  it('is unknown without a total, and while a fresh download is prepared', () => {
    expect(progressOf({ ...half, totalBytes: null, status: 'downloading' }).value).toBeNull()
    expect(progressOf({ ...half, receivedBytes: 0, status: 'preparing' }).value).toBeNull()
  })

  it('keeps its place while a resumed download is prepared', () => {
    expect(progressOf({ ...half, status: 'preparing' }).value).toBe(0.5)
  })

  it('reaches 1 only when completed', () => {
    const all = { receivedBytes: 100, verifiedBytes: 100, totalBytes: 100 }
    for (const status of DOWNLOAD_STATUSES) {
      const { value } = progressOf({ ...all, status })
      expect(formatPercent(value ?? 0)).toBe(status === 'completed' ? '100%' : '99%')
    }
  })
})
