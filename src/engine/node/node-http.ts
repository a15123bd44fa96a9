import { setMaxListeners } from 'node:events'
import type { Dispatcher } from 'undici'
import { EngineError } from '../core/errors.js'
import type { Http, HttpRequest } from '../ports/http.js'
import { exchange } from './exchange.js'
import { createDispatcher, mayUseProxy, type NodeHttpOptions } from './http-dispatcher.js'
import { networkError } from './network-error.js'
import { createPagePool } from './page-pool.js'
import { checkHost, checkName, publicLookup } from './private-addresses.js'

/** Requests by undici: no redirect is followed, nothing is decompressed, no body is timed. */
export function createNodeHttp(options: NodeHttpOptions = {}): Http {
  let dispatcher: Promise<Dispatcher> | null = null
  /** Its connections are never shared with the other's: they are checked when they are made. */
  let publicDispatcher: Promise<Dispatcher> | null = null
  let closed = false
  const pages = createPagePool()
  /** The shortest time in which a host was connected to, milliseconds: a server that takes its time to answer need not be far. */
  const nearest = new Map<string, number>()
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
        const response = await exchange(await dispatcherFor(request), request, pages.copied)
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
