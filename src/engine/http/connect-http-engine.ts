import type { Engine } from '../core/engine.js'
import type { BorderClock } from '../remote/clock.js'
import { connectEngine } from '../remote/connect-engine.js'
import type { ReconnectOptions } from '../remote/reconnect.js'
import { systemClock } from '../remote/system-clock.js'
import type { Transport } from '../remote/transport.js'
import { createWarner, type OnWarning } from '../remote/warning.js'
import { createHttpTransport } from './http-transport.js'

export interface ConnectHttpEngineOptions {
  /** Where the handler of `createEngineHandler` is mounted. A page may give a path. */
  readonly url: string | URL
  /** The handler's token, or a function that gives it: asked before every request. Sent in a header only, never in the URL. */
  readonly token: string | (() => string | Promise<string>)
  /** Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch
  readonly reconnect?: ReconnectOptions
  /** How long a command or query waits for a link that is down before it is refused with `link-lost`, milliseconds. Default 10000. */
  readonly waitMs?: number
  /** Called when the link breaks or a message does not fit. Nothing in it is secret. Default: nothing is reported. */
  readonly onWarning?: OnWarning
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

/**
 * Connects to an engine behind HTTP, from a page, a worker or Node: a stream of events comes down, requests go up. It connects by
 * itself and again whenever the link breaks; the snapshot's `link` says how it stands.
 *
 * With a path for a url it connects in a page only: a server that renders the page has `connecting`, and asks nothing.
 */
export function connectHttpEngine(options: ConnectHttpEngineOptions): Engine {
  const { url, token, reconnect = {}, clock = systemClock } = options
  const warn = createWarner(options.onWarning)
  const open = isOnServer(url) ? connectNowhere : createHttpTransport
  const transport = open({
    url: String(url),
    token: async () => (typeof token === 'function' ? token() : token),
    // Through the global at each call: a page's fetch must be called on its window.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock,
    reconnect,
    onTrouble: ({ code, message }) => warn('link', `${message} (${code})`),
  })
  return connectEngine(transport, {
    clock,
    waitMs: options.waitMs,
    onWarning: ({ code, message }) => warn(code, message),
  })
}

/** A path leads nowhere without a page that it belongs to. */
function isOnServer(url: string | URL): boolean {
  return globalThis.location === undefined && !URL.canParse(url)
}

function connectNowhere(): Transport {
  const never = (): (() => void) => () => undefined
  return {
    getStatus: () => 'connecting',
    onStatus: never,
    onMessage: never,
    send: () => undefined,
    close: () => undefined,
  }
}
