import { EngineError, type ErrorData, errorDataOf } from '../core/errors.js'
import { displayUrl } from '../core/url.js'
import type { BorderClock } from '../remote/clock.js'
import { type ReconnectOptions, reconnectDelay } from '../remote/reconnect.js'
import type { Transport, TransportStatus } from '../remote/transport.js'
import { createHttpConnection, type HttpConnection } from './http-connection.js'

export interface HttpTransportOptions {
  readonly url: string
  readonly token: () => Promise<string>
  readonly fetch: typeof globalThis.fetch
  readonly clock: BorderClock
  readonly reconnect: ReconnectOptions
  /** Called each time the link breaks or cannot be made. */
  readonly onTrouble: (error: ErrorData) => void
}

/** A stream of events down and requests up, made again whenever it breaks, until it is closed. */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  const { clock, reconnect } = options
  const onStatus = new Set<Parameters<Transport['onStatus']>[0]>()
  const onMessage = new Set<Parameters<Transport['onMessage']>[0]>()
  let status: TransportStatus = 'connecting'
  let connection: HttpConnection | null = null
  let isGreeted = false
  let attempt = 0
  let stopWaiting: () => void = () => undefined

  function setStatus(next: TransportStatus, error: ErrorData | null): void {
    status = next
    for (const listener of [...onStatus]) guard(() => listener(next, error))
  }

  async function run(): Promise<void> {
    connection = createHttpConnection({
      ...options,
      silenceMs: reconnect.silenceMs ?? 45_000,
      onOpen() {
        attempt = 0
        isGreeted = true
        if (status !== 'closed') setStatus('open', null)
      },
      onMessage(message) {
        for (const listener of [...onMessage]) guard(() => listener(message))
      },
    })
    await connection.listen().catch(broken)
  }

  function broken(thrown: unknown): void {
    if (status === 'closed') return
    const error = errorDataOf(
      thrown,
      'network',
      `The engine at ${displayUrl(options.url)} cannot be reached. Check that its host runs.`,
    )
    options.onTrouble(error)
    setStatus('lost', error)
    stopWaiting = clock.setTimer(reconnectDelay(attempt, clock.random(), reconnect), () => void run())
    attempt += 1
  }

  void run()

  return {
    getStatus: () => status,
    onStatus: (listener) => add(onStatus, listener),
    onMessage: (listener) => add(onMessage, listener),
    send(message) {
      if (status !== 'open' || connection === null) return
      // To open the stream is to say hello: a second one would only fetch the same snapshot twice.
      if (isGreeted && isHello(message)) {
        isGreeted = false
        return
      }
      return connection.post(message)
    },
    close() {
      if (status === 'closed') return
      setStatus('closed', null)
      stopWaiting()
      connection?.abort(new EngineError('closed', 'The connection was closed.'))
    },
  }
}

function isHello(message: unknown): boolean {
  return (message as { type?: unknown } | null)?.type === 'hello'
}

function add<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** A listener that throws is the app's trouble and has to show as such, not as a broken link. */
function guard(act: () => void): void {
  try {
    act()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}
