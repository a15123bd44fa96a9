import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { type Expectation, judgeResponse } from '../../../src/engine/core/response.js'
import { NO_VALIDATOR } from '../../../src/engine/core/validator.js'

const STRONG = { etag: '"v1"', lastModified: null }

function expectation(fields: Partial<Expectation> = {}): Expectation {
  const url = 'https://models.test/a.bin?token=hunter2'
  return { url, path: 'a.bin', start: 40, end: 60, totalBytes: 100, validator: STRONG, ...fields }
}

function codeOf(expected: Expectation, status: number, headers: Record<string, string>): string {
  try {
    return judgeResponse(expected, status, headers).kind
  } catch (error) {
    if (!isEngineError(error)) throw error
    expect(error.message).not.toContain('hunter2')
    return error.code
  }
}

describe('a part (206)', () => {
  it('is believed when it is the one that was asked for', () => {
    const verdict = judgeResponse(expectation(), 206, { 'content-range': 'bytes 40-59/100', etag: '"v1"' })
    expect(verdict).toEqual({ kind: 'part', start: 40, end: 60, totalBytes: 100, validator: STRONG })
  })

  it('may be shorter than what was asked for', () => {
    const verdict = judgeResponse(expectation(), 206, { 'content-range': 'bytes 40-49/100', etag: '"v1"' })
    expect(verdict).toMatchObject({ start: 40, end: 50 })
  })

  it('tells the length of the file', () => {
    const expected = expectation({ start: 0, end: null, totalBytes: null, validator: NO_VALIDATOR })
    expect(judgeResponse(expected, 206, { 'content-range': 'bytes 0-99/100' })).toMatchObject({ totalBytes: 100 })
  })

  it('need not tell a length that is known', () => {
    expect(judgeResponse(expectation(), 206, { 'content-range': 'bytes 40-59/*' })).toMatchObject({ totalBytes: 100 })
  })

  it.each([
    ['it does not say which part it is', {}],
    ['it is in other units', { 'content-range': 'items 40-59/100' }],
    ['it is in several pieces', { 'content-type': 'multipart/byteranges; boundary=x' }],
    ['it begins earlier', { 'content-range': 'bytes 0-59/100' }],
    ['it begins later', { 'content-range': 'bytes 41-59/100' }],
    ['it goes on beyond what was asked for', { 'content-range': 'bytes 40-60/100' }],
    ['it ends before it begins', { 'content-range': 'bytes 40-39/100' }],
    ['it ends beyond the file', { 'content-range': 'bytes 40-59/50' }],
    ['its numbers are none', { 'content-range': 'bytes 40-x/100' }],
    ['it is packed', { 'content-range': 'bytes 40-59/100', 'content-encoding': 'gzip' }],
  ])('is not believed when %s', (_, headers) => {
    expect(codeOf(expectation(), 206, headers)).toBe('bad-response')
  })

  it('is of no use without a length that nobody knows, and the model may know it', () => {
    expect(codeOf(expectation({ totalBytes: null }), 206, { 'content-range': 'bytes 40-59/*' })).toBe('unsized')
    expect(codeOf(expectation(), 206, { 'content-range': 'bytes 40-59/*' })).toBe('part')
  })

  it.each([
    ['its ETag is another', { 'content-range': 'bytes 40-59/100', etag: '"v2"' }],
    ['its length is another', { 'content-range': 'bytes 40-59/101', etag: '"v1"' }],
  ])('is of another version when %s', (_, headers) => {
    expect(codeOf(expectation(), 206, headers)).toBe('changed')
  })
})

describe('a whole file (200)', () => {
  it('tells its length and version', () => {
    const verdict = judgeResponse(expectation(), 200, { 'content-length': '100', etag: '"v2"' })
    expect(verdict).toEqual({ kind: 'whole', totalBytes: 100, validator: { etag: '"v2"', lastModified: null } })
  })

  it.each([{}, { 'content-length': 'many' }, { 'content-length': '-1' }])(
    'has no length where the server says %j',
    (headers) => {
      expect(judgeResponse(expectation(), 200, headers as Record<string, string>)).toMatchObject({ totalBytes: null })
    },
  )

  it('has the length that is known of its version where the server says none', () => {
    expect(judgeResponse(expectation(), 200, { etag: '"v1"' })).toMatchObject({ totalBytes: 100 })
  })

  it.each([
    ['is shorter than its own version', { 'content-length': '60', etag: '"v1"' }],
    ['is empty where the file is not', { 'content-length': '0' }],
    ['is empty where the file is not, whatever its version', { 'content-length': '0', etag: '"v2"' }],
  ])('is not believed when it %s', (_, headers) => {
    expect(codeOf(expectation(), 200, headers)).toBe('bad-response')
  })

  it('may have another length when its version is another, or not known', () => {
    expect(codeOf(expectation(), 200, { 'content-length': '60', etag: '"v2"' })).toBe('whole')
    expect(codeOf(expectation(), 200, { 'content-length': '60' })).toBe('whole')
    expect(codeOf(expectation({ totalBytes: null }), 200, { 'content-length': '0', etag: '"v1"' })).toBe('whole')
  })

  it('takes "identity" for not packed', () => {
    expect(codeOf(expectation(), 200, { 'content-encoding': ' Identity ' })).toBe('whole')
  })

  it.each(['gzip', 'br', 'identity, gzip'])('is not believed when it is packed with %s', (encoding) => {
    expect(codeOf(expectation(), 200, { 'content-encoding': encoding })).toBe('bad-response')
  })

  it.each(['text/html', 'text/html; charset=utf-8', 'Text/HTML', 'application/xhtml+xml'])(
    'that is a page (%s) in place of a model is a sign-in page',
    (type) => {
      expect(codeOf(expectation(), 200, { 'content-type': type })).toBe('captive-portal')
    },
  )

  it('may be a page where a page was asked for', () => {
    expect(codeOf(expectation({ path: 'docs/index.html' }), 200, { 'content-type': 'text/html' })).toBe('whole')
  })
})

describe('the end of a file (416)', () => {
  it('is where the bytes on disk end', () => {
    const expected = expectation({ start: 100, end: null })
    expect(judgeResponse(expected, 416, { 'content-range': 'bytes */100' })).toEqual({ kind: 'end', totalBytes: 100 })
  })

  it('tells of another version when the length is another', () => {
    expect(codeOf(expectation({ start: 100 }), 416, { 'content-range': 'bytes */90' })).toBe('changed')
  })

  it('is not believed within the file, or without a length', () => {
    expect(codeOf(expectation(), 416, { 'content-range': 'bytes */100' })).toBe('bad-response')
    expect(codeOf(expectation(), 416, {})).toBe('bad-response')
    expect(codeOf(expectation(), 416, { 'content-range': 'bytes 0-9/100' })).toBe('bad-response')
  })
})

describe('any other answer', () => {
  it.each([
    [204, 'http-status'],
    [304, 'http-status'],
    [401, 'unauthorized'],
    [404, 'not-found'],
    [503, 'http-status'],
  ])('%i is the error %s', (status, code) => {
    expect(codeOf(expectation(), status, {})).toBe(code)
  })
})

describe('judgeResponse', () => {
  it('lets no byte through that was not asked for, whatever a server says', () => {
    const number = fc.constantFrom(0, 39, 40, 41, 59, 60, 99, 100, 101, 2 ** 60)
    const range = fc.tuple(number, number, fc.option(number)).map(([a, b, total]) => `bytes ${a}-${b}/${total ?? '*'}`)
    fc.assert(
      fc.property(range, fc.constantFrom('"v1"', '"v2"', 'W/"v1"'), (contentRange, etag) => {
        const expected = expectation()
        try {
          const verdict = judgeResponse(expected, 206, { 'content-range': contentRange, etag })
          if (verdict.kind !== 'part') return
          expect(verdict.start).toBe(40)
          expect(verdict.end).toBeGreaterThan(40)
          expect(verdict.end).toBeLessThanOrEqual(60)
          expect(verdict.totalBytes).toBe(100)
          expect(etag).not.toBe('"v2"')
        } catch (error) {
          expect(isEngineError(error, 'bad-response')).toBe(true)
        }
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})
