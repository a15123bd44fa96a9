import { STATUS_CODES } from 'node:http'
import type { Fault } from '../fault.js'
import { textReply } from '../reply.js'

export interface StatusOptions {
  /** Seconds, or a date; written as a number or as an HTTP date. Default: no header. */
  readonly retryAfter?: number | Date
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Another status than the one due. */
export const status = (code: number, options: StatusOptions = {}): Fault => ({
  name: `status${code}`,
  apply() {
    const { retryAfter, headers, body = STATUS_CODES[code] ?? '' } = options
    const written = retryAfter instanceof Date ? retryAfter.toUTCString() : retryAfter?.toString()
    return textReply(code, body, { ...headers, ...(written === undefined ? {} : { 'retry-after': written }) })
  },
})

/** 403 of a model whose license was not accepted. */
export const gated = (): Fault => ({
  ...status(403, {
    headers: { 'x-error-code': 'GatedRepo', 'x-error-message': 'Access to this model is restricted.' },
    body: 'Access to this model is restricted. You must accept its license.',
  }),
  name: 'gated',
})

/** 401 unless the request carries this `Authorization`. */
export const requireAuthorization = (value: string): Fault => ({
  name: 'requireAuthorization',
  apply: (reply, { request }) =>
    request.headers.authorization === value
      ? reply
      : textReply(401, 'Unauthorized', { 'www-authenticate': 'Bearer realm="models"' }),
})
