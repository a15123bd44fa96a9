import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { isRedirect, isSameOrigin, redirectTarget } from '../../../src/engine/core/redirect.js'

function refusal(
  from: string,
  location: string | undefined,
  allowInsecureHttp = false,
): { code: string; message: string } {
  try {
    redirectTarget(from, location, allowInsecureHttp)
  } catch (error) {
    if (isEngineError(error)) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was followed.')
}

describe('isRedirect', () => {
  it.each([301, 302, 303, 307, 308])('is one at %i', (status) => {
    expect(isRedirect(status)).toBe(true)
  })

  it.each([200, 206, 300, 304, 305, 404])('is none at %i', (status) => {
    expect(isRedirect(status)).toBe(false)
  })
})

describe('redirectTarget', () => {
  const from = 'https://models.test/org/a.bin?x=1'

  it.each([
    ['https://cdn.test/b?sig=1', 'https://cdn.test/b?sig=1'],
    ['/b', 'https://models.test/b'],
    ['b', 'https://models.test/org/b'],
    ['//cdn.test/b', 'https://cdn.test/b'],
    ['?y=2', 'https://models.test/org/a.bin?y=2'],
  ])('follows %s to %s', (location, target) => {
    expect(redirectTarget(from, location, false)).toBe(target)
  })

  it.each([undefined, '', 'https://['])('refuses a Location of %s', (location) => {
    expect(refusal(from, location).code).toBe('bad-response')
  })

  it.each([
    'http://cdn.test/b',
    'http://localhost/b',
    'ftp://cdn.test/b',
    'file:///etc/passwd',
    'javascript:1',
    'data:,x',
  ])('refuses to go from https to %s', (location) => {
    expect(refusal(from, location).code).toBe('insecure-url')
    expect(refusal(from, location, true).code).toBe('insecure-url')
  })

  it('goes from http to https, and on this machine to http', () => {
    expect(redirectTarget('http://localhost/a', 'https://cdn.test/b', false)).toBe('https://cdn.test/b')
    expect(redirectTarget('http://localhost/a', 'http://127.0.0.1/b', false)).toBe('http://127.0.0.1/b')
    expect(refusal('http://localhost/a', 'http://cdn.test/b').code).toBe('insecure-url')
    expect(redirectTarget('http://localhost/a', 'http://cdn.test/b', true)).toBe('http://cdn.test/b')
  })

  it('says nothing secret of either end', () => {
    const { message } = refusal(
      'https://u:hunter2@models.test/a?token=hunter2',
      'http://u:hunter2@cdn.test/b?sig=hunter2',
    )
    expect(message).not.toContain('hunter2')
    expect(message).toContain('cdn.test')
  })
})

describe('isSameOrigin', () => {
  it('needs scheme, host and port alike', () => {
    expect(isSameOrigin('https://a.test/x', 'https://a.test:443/y?z')).toBe(true)
    expect(isSameOrigin('https://a.test/x', 'https://a.test:8443/x')).toBe(false)
    expect(isSameOrigin('https://a.test/x', 'http://a.test/x')).toBe(false)
    expect(isSameOrigin('https://a.test/x', 'https://cdn.a.test/x')).toBe(false)
  })
})
