import { describe, expect, it } from 'vitest'
import { parseNumber, writeNumber } from '../../../src/components/download-settings/parse-number.js'

describe('a number as a person writes it', () => {
  it.each([
    ['en', '1.5', 1.5],
    ['en', '1,500', 1500],
    ['en', '1,500.25', 1500.25],
    ['en', '1,5', 1.5],
    ['en', '.5', 0.5],
    ['de', '1,5', 1.5],
    ['de', '1.5', 1.5],
    ['de', '1.500', 1500],
    ['de', '1.500.000', 1_500_000],
    ['de', '1.500,25', 1500.25],
    ['de-CH', '1’500.25', 1500.25],
    ['fr', '1 500,25', 1500.25],
    ['fr', '1\u202f500,25', 1500.25],
    ['ar-EG', '١٫٥', 1.5],
    ['ar-EG', '١٢', 12],
    ['hi-IN-u-nu-deva', '१२.५', 12.5],
    ['en', ' 12 ', 12],
    ['ja', '１０．５', 10.5],
    ['ar', '١٠٫٥', 10.5],
    ['en', '۱۲', 12],
  ])('is read in %s: %s', (locale, text, number) => {
    expect(parseNumber(text, locale)).toBe(number)
  })

  it.each(['', ' ', 'abc', '5 MB', '1.2.3', '1,2,3', '-1', '1e3', '1.', '12,34,5', '.', 'Infinity'])(
    'is none where it cannot be one: "%s"',
    (text) => {
      expect(parseNumber(text, 'en')).toBeNull()
    },
  )

  it.each(['en', 'de', 'fr', 'es', 'pt', 'ja', 'zh', 'ko', 'ar', 'ar-EG'])(
    'is read as it is written out, in %s',
    (locale) => {
      for (const number of [0.25, 1.5, 12, 1500, 1_234_567.125]) {
        expect(parseNumber(writeNumber(number, locale), locale)).toBe(number)
      }
    },
  )
})
