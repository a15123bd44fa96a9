import { EngineError, type ErrorCode, fromErrorData } from '../core/errors.js'
import { ErrorSchema } from '../remote/error-schema.js'
import { parse } from '../remote/protocol.js'

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  429: 'rate-limited',
}

/** The error of a response that is not ok: the engine's own words where it has some. */
export async function responseError(response: Response): Promise<EngineError> {
  try {
    const { message: data } = parse(ErrorSchema, await response.json())
    if (data !== null) return fromErrorData(data)
  } catch {
    // Not JSON: something else than an engine answered, or it was cut off.
  }
  const { status } = response
  return new EngineError(
    BY_STATUS[status] ?? 'http-status',
    `The server answered with status ${status}, and not as an engine does. Check the url, and what stands between.`,
    { retryable: status >= 500 || status === 429 },
  )
}
