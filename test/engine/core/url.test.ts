import { describe, expect, it } from 'vitest'
import { isEngineError } from '../../../src/engine/core/errors.js'
import { checkUrl, displayUrl, isLoopback } from '../../../src/engine/core/url.js'

function refusal(url: unknown, allowInsecureHttp = false): { code: string; message: string } {
  try {
    checkUrl('m', url, allowInsecureHttp)
  } catch (error) {
    if (isEngineError(error)) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was taken.')
}

describe('checkUrl', () => {
  it.each([
    'https://models.test/a.bin',
    'https://models.test:8443/a.bin?x=1',
    'http://localhost:8080/a.bin',
    'http://127.0.0.1/a.bin',
    'http://127.8.9.1/a.bin',
    'http://[::1]:8080/a.bin',
    'http://mirror.localhost/a.bin',
  ])('takes %s', (url) => {
    expect(checkUrl('m', url, false)).toBe(url)
  })

  it.each([
    'file:///etc/passwd',
    'ftp://x.test/a',
    'javascript:alert(1)',
    'data:,a',
    'blob:https://x.test/1',
    'ws://x.test/a',
  ])('refuses the scheme of %s as insecure and names it', (url) => {
    const { code, message } = refusal(url)
    expect(code).toBe('insecure-url')
    expect(message).toContain(`${url.split(':')[0]}:`)
    expect(message).toContain('Only https:')
  })

  it('refuses credentials without repeating them', () => {
    const { code, message } = refusal('https://user:hunter2@x.test/a?token=hunter2')
    expect(code).toBe('insecure-url')
    expect(message).toContain('headers option')
    expect(message).not.toContain('hunter2')
  })

  it('refuses a user name alone', () => {
    expect(refusal('https://hunter2@x.test/a').code).toBe('insecure-url')
  })

  it.each([
    'http://models.test/a.bin',
    'http://10.0.0.1/a.bin',
    'http://localhost.models.test/a.bin',
    'http://127.0.0.1.models.test/a.bin',
    'http://notlocalhost/a.bin',
    'http://[::ffff:7f00:1]/a.bin',
  ])('refuses plain http to %s, and says how to allow it', (url) => {
    const { code, message } = refusal(`${url}?token=hunter2`)
    expect(code).toBe('insecure-url')
    expect(message).toContain('allowInsecureHttp')
    expect(message).not.toContain('hunter2')
  })

  it('takes plain http to anywhere where that is allowed, and credentials nowhere', () => {
    expect(checkUrl('m', 'http://models.test/a.bin', true)).toBe('http://models.test/a.bin')
    expect(refusal('http://user:pass@models.test/a.bin', true).code).toBe('insecure-url')
    expect(refusal('file:///a', true).code).toBe('insecure-url')
  })

  it.each(['', 'a.bin', '/a.bin', '//x.test/a', 'https://', 'https://[', 7, null, undefined, {}, ['https://x.test/a']])(
    'refuses what is no absolute URL: %s',
    (url) => {
      expect(refusal(url).code).toBe('invalid-model')
    },
  )

  it('refuses a URL that is longer than any server takes', () => {
    expect(refusal(`https://x.test/${'x'.repeat(9_000)}`).code).toBe('invalid-model')
  })

  it('sees through another way to write loopback', () => {
    expect(checkUrl('m', 'http://0x7f.1/a', false)).toBe('http://127.0.0.1/a')
    expect(isLoopback('127.0.0.1')).toBe(true)
  })
})

describe('displayUrl', () => {
  it('leaves out what may be a secret', () => {
    expect(displayUrl('https://user:pass@x.test/a.bin?X-Amz-Signature=1#t')).toBe('https://x.test/a.bin')
  })

  it('does not repeat what it cannot read', () => {
    expect(displayUrl('hunter2')).toBe('the URL')
  })
})
