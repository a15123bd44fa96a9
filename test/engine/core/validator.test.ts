import { describe, expect, it } from 'vitest'
import { ifRange, isOtherVersion, NO_VALIDATOR, validatorOf } from '../../../src/engine/core/validator.js'

const DATE = 'Mon, 05 Jan 2026 12:00:00 GMT'

describe('validatorOf', () => {
  it.each<[string, Record<string, string>, { etag: string | null; lastModified: string | null }]>([
    ['a strong ETag', { etag: '"abc"' }, { etag: '"abc"', lastModified: null }],
    ['a strong ETag before a date', { etag: '"abc"', 'last-modified': DATE }, { etag: '"abc"', lastModified: null }],
    ['a date where there is no ETag', { 'last-modified': DATE }, { etag: null, lastModified: DATE }],
    ['nothing of a weak ETag', { etag: 'W/"abc"' }, NO_VALIDATOR],
    ['no date beside a weak ETag', { etag: 'W/"abc"', 'last-modified': DATE }, NO_VALIDATOR],
    ['nothing of an ETag without quotes', { etag: 'abc' }, NO_VALIDATOR],
    ['nothing of an ETag with too many', { etag: '"a" "b"' }, NO_VALIDATOR],
    ['nothing of nothing', {}, NO_VALIDATOR],
  ])('takes %s', (_, headers, expected) => {
    expect(validatorOf(headers)).toEqual(expected)
  })
})

describe('ifRange', () => {
  it('sends the ETag, or the date, or nothing', () => {
    expect(ifRange({ etag: '"abc"', lastModified: DATE })).toBe('"abc"')
    expect(ifRange({ etag: null, lastModified: DATE })).toBe(DATE)
    expect(ifRange(NO_VALIDATOR)).toBeNull()
  })
})

describe('isOtherVersion', () => {
  const etag = (value: string): { etag: string; lastModified: null } => ({ etag: value, lastModified: null })
  const date = (value: string): { etag: null; lastModified: string } => ({ etag: null, lastModified: value })

  it('knows versions by their ETags, or by their dates', () => {
    expect(isOtherVersion(etag('"a"'), etag('"b"'))).toBe(true)
    expect(isOtherVersion(etag('"a"'), etag('"a"'))).toBe(false)
    expect(isOtherVersion(date(DATE), date('Tue, 06 Jan 2026 12:00:00 GMT'))).toBe(true)
    expect(isOtherVersion(date(DATE), date(DATE))).toBe(false)
  })

  it('takes what one of them does not say for no evidence', () => {
    expect(isOtherVersion(etag('"a"'), NO_VALIDATOR)).toBe(false)
    expect(isOtherVersion(NO_VALIDATOR, etag('"a"'))).toBe(false)
    expect(isOtherVersion(etag('"a"'), date(DATE))).toBe(false)
  })
})
