import { EngineError } from '../core/errors.js'

/** The backend gave up, or tries again by itself. */
export function failure(message: string, retryable: boolean = false): EngineError {
  const why = message === '' ? '' : `: ${withoutUrls(message)}`
  return new EngineError('network', `The app's backend could not download the model${why}. Try again.`, { retryable })
}

/** What a command of the backend threw: a text, or an error. */
export function commandError(thrown: unknown, what: string): EngineError {
  const message = typeof thrown === 'string' ? thrown : thrown instanceof Error ? thrown.message : ''
  return new EngineError('network', `${what}${message === '' ? '' : `: ${withoutUrls(message)}`}. Try again.`, {
    retryable: false,
  })
}

/** The query of a URL may be a secret. */
function withoutUrls(message: string): string {
  return message.replace(/(https?:\/\/[^\s?#"']+)[?#][^\s"']*/g, '$1').slice(0, 500)
}
