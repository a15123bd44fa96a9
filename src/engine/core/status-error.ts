import { EngineError } from './errors.js'
import { displayUrl } from './url.js'

const RETRYABLE_STATUS: ReadonlySet<number> = new Set([408, 425])

/** The error that a response's status stands for, in words for people. The URL's query is never shown. */
export function errorOfStatus(status: number, headers: Readonly<Record<string, string>>, url: string): EngineError {
  const where = displayUrl(url)
  const reason = headers['x-error-code'] ?? ''
  if (reason === 'GatedRepo') {
    return new EngineError(
      'gated',
      `${where} is only for people who accepted its licence. Accept it on the model's page, then try again with your token.`,
    )
  }
  if (/^(Repo|Revision|Entry)NotFound$/.test(reason) && status !== 401) return notFound(where)
  switch (status) {
    case 401:
      return new EngineError(
        'unauthorized',
        `${where} wants to know who asks (401). Sign in, or give the engine a token by its headers option.`,
      )
    case 403:
      return new EngineError(
        'forbidden',
        `${where} refused this request (403). Check that your account or token may read it, or whether a link in use has expired.`,
      )
    case 404:
    case 410:
      return notFound(where)
    case 429:
      return new EngineError(
        'rate-limited',
        `${where} asks for fewer requests (429). The download goes on by itself when the server allows it.`,
      )
    case 451:
      return new EngineError(
        'forbidden',
        `${where} is not available here for legal reasons (451). Use another source.`,
        { action: null },
      )
    default:
      return new EngineError(
        'http-status',
        `${where} answered with status ${status}, so no bytes came. ${status >= 500 ? 'The server has a problem; it is tried again.' : 'Check the URL.'}`,
        {
          retryable: status >= 500 || RETRYABLE_STATUS.has(status),
          action: status >= 500 || RETRYABLE_STATUS.has(status) ? 'retry' : 'check-url',
        },
      )
  }
}

function notFound(where: string): EngineError {
  return new EngineError(
    'not-found',
    `There is no file at ${where}. It may have been moved or renamed: check the model's URL.`,
  )
}
