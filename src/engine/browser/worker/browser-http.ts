import { EngineError } from '../../core/errors.js'
import { displayUrl } from '../../core/url.js'
import type { Http, HttpRequest, HttpResponse } from '../../ports/http.js'
import { readBody } from './body-reader.js'
import type { BufferPool } from './buffer-pool.js'
import { type HiddenHeader, hiddenHeader } from './hidden-headers.js'
import { explainFailure, networkError } from './network-error.js'

// A browser opens six to a host over HTTP/1.1; two are left for another model and for the page.
const USEFUL_CONNECTIONS = 4
// Several that are faster share two processes of the browser, and are slower together than one.
const FAST_CONNECTION = 40e6
/** What a request asks for at most: Chromium reads a body into memory as soon as nobody reads it for a moment, and lets it go much later. */
export const MOST_WAITING_BYTES: number = 16 * 1024 * 1024

/**
 * Requests by `fetch`: it follows redirects by itself (and drops `Authorization` when one leads to another origin), and shows of a response from
 * another origin only what that server exposes.
 *
 * @param warn - Told once an origin and header what its server has to expose.
 */
export function createBrowserHttp(pool: BufferPool, warn: (message: string) => void): Http {
  const closing = new AbortController()
  /** Origins whose parts of files cannot be told apart, since they hide `Content-Range`. */
  const hiding = new Set<string>()
  const warned = new Set<string>()

  function warnOnce(origin: string, { name, message }: HiddenHeader): void {
    const key = `${name} ${origin}`
    if (warned.has(key)) return
    warned.add(key)
    warn(message)
  }

  async function send(request: HttpRequest): Promise<HttpResponse> {
    const link = linkedAbort([request.signal, closing.signal])
    const isAway = new URL(request.url).origin !== self.location.origin
    const response = await fetch(request.url, {
      method: request.method,
      headers: headersFor(request, isAway, hiding),
      signal: link.signal,
      cache: 'no-store',
      redirect: 'follow',
      referrerPolicy: 'no-referrer',
    }).catch((error: unknown) => {
      link.letGo()
      throw error
    })
    const headers = Object.fromEntries(response.headers)
    const { origin } = new URL(request.url)
    const missed = hiddenHeader(response, origin)
    if (missed !== null) warnOnce(origin, missed)
    if (missed?.name === 'Content-Range') {
      link.abort()
      if (hiding.has(origin)) throw hidden(request.url)
      hiding.add(origin)
      return send(request)
    }
    return {
      status: response.status,
      headers,
      url: response.url === '' ? request.url : response.url,
      body: bodyOf(response, request, pool, link.letGo),
      discard: link.abort,
    }
  }

  return {
    usefulConnections: USEFUL_CONNECTIONS,
    fastConnectionBytesPerSecond: FAST_CONNECTION,
    mostWaitingBytes: MOST_WAITING_BYTES,
    reusesBuffers: true,
    async request(request) {
      request.signal.throwIfAborted()
      if (closing.signal.aborted) throw closing.signal.reason
      try {
        return await send(request)
      } catch (error) {
        if (request.signal.aborted) throw request.signal.reason
        throw error instanceof EngineError ? error : await explainFailure(error, request.url)
      }
    },
    async close() {
      closing.abort(new EngineError('closed', 'The engine was closed, so nothing more is downloaded.'))
    },
  }
}

function headersFor(
  { url, headers, method }: HttpRequest,
  isAway: boolean,
  hiding: ReadonlySet<string>,
): Record<string, string> {
  // Only where a range is asked for do browsers ask for plain bytes.
  const { 'if-range': condition, 'accept-encoding': _, range = 'bytes=0-', ...sent } = headers
  if (method === 'HEAD' || hiding.has(new URL(url).origin)) return sent
  // It would cost a preflight that many servers refuse; the validator of each part is compared in any case.
  return { ...sent, range, ...(condition !== undefined && !isAway ? { 'if-range': condition } : {}) }
}

function bodyOf(
  response: Response,
  request: HttpRequest,
  pool: BufferPool,
  onEnd: () => void,
): AsyncIterable<Uint8Array> {
  const { body } = response
  if (body === null) {
    onEnd()
    return (async function* () {})()
  }
  const failure = (error: unknown): unknown => {
    if (request.signal.aborted) return request.signal.reason
    return error instanceof EngineError
      ? error
      : networkError(request.url, 'the connection broke while bytes came', error)
  }
  return readBody(body, pool, { failure, onEnd })
}

/** Aborts as soon as one of the signals does. A signal that lives on keeps the request and its answer in memory until it is let go. */
interface LinkedAbort {
  readonly signal: AbortSignal
  readonly abort: () => void
  readonly letGo: () => void
}

function linkedAbort(signals: readonly AbortSignal[]): LinkedAbort {
  const controller = new AbortController()
  const unlinks = signals.map((signal) => {
    const pass = (): void => controller.abort(signal.reason)
    if (signal.aborted) pass()
    signal.addEventListener('abort', pass, { once: true })
    return () => signal.removeEventListener('abort', pass)
  })
  const letGo = (): void => {
    for (const unlink of unlinks) unlink()
  }
  return {
    signal: controller.signal,
    letGo,
    abort() {
      controller.abort()
      letGo()
    },
  }
}

function hidden(url: string): EngineError {
  return new EngineError(
    'bad-response',
    `${displayUrl(url)} sends parts of the file though the whole was asked for, and hides which (Content-Range). Its server has to expose that header to pages.`,
    { retryable: false },
  )
}
