import { type EngineError, toErrorData } from '../core/errors.js'
import { SESSION_HEADER } from './wire-format.js'

/** Headers of every response. `origin` is one that may read it, or null. */
export function baseHeaders(origin: string | null): Record<string, string> {
  const headers = { 'cache-control': 'no-store, no-transform', 'x-content-type-options': 'nosniff', vary: 'origin' }
  return origin === null ? headers : { ...headers, 'access-control-allow-origin': origin }
}

/** The answer to a browser that asks whether it may. Only for origins that are listed. */
export function preflightReply(request: Request, origin: string): Response {
  const headers: Record<string, string> = {
    ...baseHeaders(origin),
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': `authorization, content-type, ${SESSION_HEADER}`,
    'access-control-max-age': '600',
  }
  // A page on the network that reaches for this machine asks for more: https://wicg.github.io/private-network-access/
  if (request.headers.get('access-control-request-private-network') === 'true') {
    headers['access-control-allow-private-network'] = 'true'
  }
  return new Response(null, { status: 204, headers })
}

/** An error as JSON. */
export function errorReply(status: number, error: EngineError, origin: string | null): Response {
  const headers: Record<string, string> = { ...baseHeaders(origin), 'content-type': 'application/json' }
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  if (status === 405) headers.allow = 'GET, POST, OPTIONS'
  return new Response(JSON.stringify(toErrorData(error)), { status, headers })
}
