import { setMaxListeners } from 'node:events'
import type { Dispatcher } from 'undici'
import { EngineError } from '../core/errors.js'
import type { Http, HttpRequest, HttpResponse } from '../ports/http.js'
import { createDispatcher, type NodeHttpOptions } from './http-dispatcher.js'
import { bodyError, networkError } from './network-error.js'

const DRAIN_BYTES = 64 * 1024
const DRAIN_MS = 2_000

/** Requests by undici: no redirect is followed, nothing is decompressed, no body is timed. */
export function createNodeHttp(options: NodeHttpOptions = {}): Http {
  let dispatcher: Promise<Dispatcher> | null = null
  let closed = false

  async function send(request: HttpRequest): Promise<HttpResponse> {
    if (closed) throw new EngineError('closed', 'The engine was closed, so nothing more is downloaded.')
    dispatcher ??= createDispatcher(options)
    const { origin, pathname, search } = new URL(request.url)
    const response = await (await dispatcher).request({
      origin,
      path: pathname + search,
      method: 'GET',
      headers: { ...request.headers },
      signal: request.signal,
    })
    return responseOf(response, request)
  }

  return {
    async request(request) {
      request.signal.throwIfAborted()
      // One signal may stop many connections; Node suspects a leak from the eleventh listener on.
      setMaxListeners(0, request.signal)
      try {
        return await send(request)
      } catch (error) {
        throw failure(error, request)
      }
    },
    async close() {
      closed = true
      const opened = await dispatcher?.catch(() => null)
      await opened?.destroy()
    },
  }
}

function responseOf(response: Dispatcher.ResponseData, request: HttpRequest): HttpResponse {
  const { body } = response
  // Destroying a body emits an error, which nobody may be listening for any more.
  body.on('error', () => {})
  return {
    status: response.statusCode,
    headers: joined(response.headers),
    url: request.url,
    body: chunksOf(body, request),
    discard() {
      const length = Number(response.headers['content-length'] ?? Number.NaN)
      if (body.destroyed || body.readableDidRead || !(length <= DRAIN_BYTES)) body.destroy()
      else body.dump({ limit: DRAIN_BYTES, signal: AbortSignal.timeout(DRAIN_MS) }).catch(() => {})
    },
  }
}

/** The body's chunks, with errors that say what happened. No generator: it would cost a good part of a fast transfer. */
function chunksOf(body: Dispatcher.ResponseData['body'], request: HttpRequest): AsyncIterable<Uint8Array> {
  const rethrow = (error: unknown): never => {
    throw request.signal.aborted ? request.signal.reason : bodyError(error, request.url)
  }
  return {
    [Symbol.asyncIterator]() {
      const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]()
      return {
        next: () => chunks.next().catch(rethrow),
        // Destroys the body: the consumer has stopped.
        return: async () => (await chunks.return?.()) ?? { done: true, value: undefined },
      }
    },
  }
}

function failure(error: unknown, request: HttpRequest): unknown {
  if (request.signal.aborted) return request.signal.reason
  return error instanceof EngineError ? error : networkError(error, request.url)
}

function joined(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return result
}
