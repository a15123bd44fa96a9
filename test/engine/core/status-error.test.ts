import { describe, expect, it } from 'vitest'
import { errorOfStatus } from '../../../src/engine/core/status-error.js'

const URL = 'https://models.test/a.bin?token=hunter2'

describe('errorOfStatus', () => {
  it.each([
    [401, 'unauthorized', false, 'sign-in'],
    [403, 'forbidden', false, 'sign-in'],
    [404, 'not-found', false, 'check-url'],
    [410, 'not-found', false, 'check-url'],
    [429, 'rate-limited', true, 'retry'],
    [451, 'forbidden', false, null],
    [400, 'http-status', false, 'check-url'],
    [405, 'http-status', false, 'check-url'],
    [304, 'http-status', false, 'check-url'],
    [408, 'http-status', true, 'retry'],
    [425, 'http-status', true, 'retry'],
    [500, 'http-status', true, 'retry'],
    [503, 'http-status', true, 'retry'],
    [599, 'http-status', true, 'retry'],
  ])('takes %i for %s', (status, code, retryable, action) => {
    const error = errorOfStatus(status, {}, URL)
    expect(error).toMatchObject({ code, retryable, action })
    expect(error.message).toContain('https://models.test/a.bin')
    expect(error.message).not.toContain('hunter2')
  })

  it.each([401, 403])('knows a model behind a licence at %i', (status) => {
    const error = errorOfStatus(status, { 'x-error-code': 'GatedRepo' }, URL)
    expect(error).toMatchObject({ code: 'gated', action: 'accept-license' })
  })

  it('takes a model that is not there for a wrong URL, unless a sign-in may show it', () => {
    expect(errorOfStatus(403, { 'x-error-code': 'EntryNotFound' }, URL).code).toBe('not-found')
    expect(errorOfStatus(401, { 'x-error-code': 'RepoNotFound' }, URL).code).toBe('unauthorized')
  })

  it('takes no word of a server that it does not know into its message', () => {
    expect(errorOfStatus(403, { 'x-error-code': '<script>' }, URL).message).not.toContain('script')
  })
})
