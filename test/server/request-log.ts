import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

/** One request as the server saw it. `bytesSent` and `outcome` change while it is answered. */
export interface LoggedRequest {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Path alone, decoded. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** The `Range` header. */
  readonly range: string | null
  /** First byte asked for; null where the whole was. */
  readonly rangeStart: number | null
  /** `other`: it came to the second listener. */
  readonly listener: 'main' | 'other'
  /** Epoch milliseconds. */
  readonly atMs: number
  /** null where no head is sent. */
  status: number | null
  /** Bytes of the body handed to the socket. */
  bytesSent: number
  /** Names of the faults that changed this answer. */
  readonly faults: string[]
  /** `cut`: ended by a fault; `dropped`: the client went away. */
  outcome: 'open' | 'complete' | 'cut' | 'dropped'
}

export function logRequest(request: IncomingMessage, listener: LoggedRequest['listener']): LoggedRequest {
  const url = request.url ?? '/'
  const range = request.headers.range ?? null
  const start = /^bytes=(\d+)-/.exec(range ?? '')?.[1]
  return {
    method: request.method ?? 'GET',
    url,
    path: decodeURIComponent(url.split('?', 1)[0] as string),
    headers: request.headers,
    range,
    rangeStart: start === undefined ? null : Number(start),
    listener,
    atMs: Date.now(),
    status: null,
    bytesSent: 0,
    faults: [],
    outcome: 'open',
  }
}
