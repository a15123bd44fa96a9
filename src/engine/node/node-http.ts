import { setMaxListeners } from 'node:events'
import type { Dispatcher } from 'undici'
import { EngineError } from '../core/errors.js'
import type { Http, HttpRequest, HttpResponse } from '../ports/http.js'
import { exchange } from './exchange.js'
import { createDispatcher, mayUseProxy, type NodeHttpOptions } from './http-dispatcher.js'
import { isClosedUnanswered, networkError } from './network-error.js'
import { createPagePool } from './page-pool.js'
import { checkHost, checkName, publicLookup } from './private-addresses.js'

/** So often a request is sent again at once whose connection was closed: the next may be one of those that were kept, too. */
const MOST_AGAIN = 2

/** Requests by undici: no redirect is followed, nothing is decompressed, no body is timed. */
export function createNodeHttp(options: NodeHttpOptions = {}): Http {
  let dispatcher: Promise<Dispatcher> | null = null
  /** Its connections are never shared with the other's: they are checked when they are made. */
  let publicDispatcher: Promise<Dispatcher> | null = null
  let closed = false
  const pages = createPagePool()
  /** The shortest time in which a host was connected to, milliseconds: a server that takes its time to answer need not be far. */
  const nearest = new Map<string, number>()
  /** Hosts that have answered: with them there may be connections that are kept. */
  const answered = new Set<string>()
  const connected = (host: string, tookMs: number): void => {
    nearest.set(host, Math.min(tookMs, nearest.get(host) ?? tookMs))
  }

  function load(): Promise<Dispatcher> {
    dispatcher ??= createDispatcher(options, pages, undefined, connected)
    return dispatcher
  }

  async function dispatcherFor({ url, privateOrigins }: HttpRequest): Promise<Dispatcher> {
    if (privateOrigins === undefined || privateOrigins.includes(new URL(url).origin)) {
      return load()
    }
    checkHost(url)
    // Direct connections look the name up themselves, and check what they connect to.
    if (mayUseProxy(options)) await checkName(url)
    publicDispatcher ??= createDispatcher(options, pages, publicLookup, connected)
    return publicDispatcher
  }

  /**
   * A server may close a connection that it kept open in the moment in which the next request is sent on it. That says nothing of the
   * server nor of the request, which is sent again at once.
   *
   * @see https://www.rfc-editor.org/rfc/rfc9112#section-9.3.1
   */
  async function send(by: Dispatcher, request: HttpRequest): Promise<HttpResponse> {
    for (let again = 0; ; again += 1) {
      try {
        return await exchange(by, request, pages.copied)
      } catch (error) {
        const isKept = answered.has(new URL(request.url).host) && isClosedUnanswered(error)
        if (!isKept || again >= MOST_AGAIN || closed || request.signal.aborted) throw error
      }
    }
  }

  return {
    prepare() {
      // The request itself says what is wrong.
      if (!closed) load().catch(() => undefined)
    },
    async request(request) {
      request.signal.throwIfAborted()
      // One signal may stop many connections; Node suspects a leak from the eleventh listener on.
      setMaxListeners(0, request.signal)
      try {
        if (closed) throw new EngineError('closed', 'The engine was closed, so nothing more is downloaded.')
        const response = await send(await dispatcherFor(request), request)
        answered.add(new URL(request.url).host)
        const { roundTripMs = 0 } = response
        return {
          ...response,
          roundTripMs: Math.min(roundTripMs, nearest.get(new URL(request.url).host) ?? roundTripMs),
        }
      } catch (error) {
        throw failure(error, request)
      }
    },
    async close() {
      closed = true
      for (const opening of [dispatcher, publicDispatcher]) {
        const opened = await opening?.catch(() => null)
        await opened?.destroy()
      }
    },
  }
}

function failure(error: unknown, request: HttpRequest): unknown {
  if (request.signal.aborted) return request.signal.reason
  return error instanceof EngineError ? error : networkError(error, request.url)
}
