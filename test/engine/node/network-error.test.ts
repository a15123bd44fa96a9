import { describe, expect, it } from 'vitest'
import { networkError } from '../../../src/engine/node/network-error.js'

const URL_WITH_SECRETS = 'https://user:pass@models.test/path/m.gguf?X-Amz-Signature=abc&token=hf_secret'
const system = (code: string, more: object = {}) => Object.assign(new Error(`${code} hf_secret`), { code, ...more })

describe('networkError', () => {
  it.each([
    ['ECONNREFUSED', 'nobody listens'],
    ['ENOTFOUND', 'the name is not known'],
    ['EAI_AGAIN', 'could not be looked up'],
    ['ECONNRESET', 'cut off'],
    ['UND_ERR_SOCKET', 'closed before the answer was complete'],
    ['UND_ERR_CONNECT_TIMEOUT', 'in time'],
    ['ESOMETHING', 'the connection failed'],
  ])('says what %s means, and that it may go away', (code, words) => {
    const error = networkError(system(code), URL_WITH_SECRETS)
    expect(error).toMatchObject({ name: 'EngineError', code: 'network', retryable: true, action: 'retry' })
    expect(error.message).toContain('models.test:443')
    expect(error.message).toContain(words)
    expect(error.message).not.toMatch(/secret|pass|Signature|gguf/)
  })

  it.each([
    ['HPE_INVALID_CONSTANT', 'not valid HTTP'],
    ['UND_ERR_HEADERS_OVERFLOW', 'too many headers'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'no secure connection'],
  ])('takes %s for an answer of no use, which is not asked for for ever', (code, words) => {
    const error = networkError(system(code), URL_WITH_SECRETS)
    expect(error).toMatchObject({ code: 'bad-response', retryable: true, action: 'retry' })
    expect(error.message).toContain(words)
    expect(error.message).not.toMatch(/secret|pass|Signature|gguf/)
  })

  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', /not trusted.*company proxy.*ca option/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /not trusted.*ca option/],
    ['CERT_HAS_EXPIRED', /expired.*date/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another name/],
    ['EPROTO', /https on that port/],
  ])('says what to do about %s, and that trying again does not help', (code, words) => {
    const error = networkError(system(code), URL_WITH_SECRETS)
    expect(error).toMatchObject({ code: 'network', retryable: false })
    expect(error.message).toMatch(words)
  })

  it('looks into errors that hold others', () => {
    const both = Object.assign(new AggregateError([system('ECONNREFUSED'), system('ENETUNREACH')]), {})
    expect(networkError(both, URL_WITH_SECRETS).message).toContain('nobody listens')
    expect(
      networkError(new TypeError('fetch failed', { cause: system('ECONNRESET') }), URL_WITH_SECRETS).message,
    ).toContain('cut off')
    expect(networkError(system('UND_ERR_SOCKET', { cause: system('EPIPE') }), URL_WITH_SECRETS).message).toContain(
      'EPIPE',
    )
  })

  it('says when the engine was closed', () => {
    expect(networkError(system('UND_ERR_DESTROYED'), URL_WITH_SECRETS)).toMatchObject({
      code: 'closed',
      retryable: false,
    })
  })

  it('copes with what is no error and no URL', () => {
    expect(networkError(undefined, 'not a url').message).toContain('the server')
  })
})
