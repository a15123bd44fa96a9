import { EngineError, type ErrorData, errorDataOf, toErrorData } from '../core/errors.js'
import type { BorderClock } from './clock.js'
import { listenToPort, type MessagePortLike, type PortMessage, readPortMessage } from './message-port.js'
import { type ReconnectOptions, reconnectDelay } from './reconnect.js'
import { systemClock } from './system-clock.js'
import type { Transport, TransportStatus } from './transport.js'

export interface PortTransportOptions {
  /** Gives a port whose other end the engine's side serves. Called again whenever the link broke. */
  readonly open: () => MessagePortLike | Promise<MessagePortLike>
  readonly reconnect?: ReconnectOptions
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

/** The connecting end of a message port: made again whenever the other side is gone or silent, until it is closed. */
export function createPortTransport(options: PortTransportOptions): Transport {
  const { open, reconnect = {}, clock = systemClock } = options
  const { silenceMs = 45_000 } = reconnect
  const onStatus = new Set<Parameters<Transport['onStatus']>[0]>()
  const onMessage = new Set<Parameters<Transport['onMessage']>[0]>()
  let status: TransportStatus = 'connecting'
  let port: MessagePortLike | null = null
  let attempt = 0
  let heardAtMs = 0
  let cancelTimer: () => void = () => undefined

  function setStatus(next: TransportStatus, error: ErrorData | null): void {
    status = next
    for (const listener of [...onStatus]) listener(next, error)
  }

  async function connect(): Promise<void> {
    let opened: MessagePortLike
    watch()
    try {
      opened = await open()
    } catch (thrown) {
      return lost(null, errorDataOf(thrown, 'link-lost', 'The engine cannot be reached.'))
    }
    if (status === 'closed' || port !== null) return opened.close()
    port = opened
    heardAtMs = clock.elapsed()
    let received = 0
    listenToPort(
      opened,
      (raw) => {
        if (port !== opened) return
        heardAtMs = clock.elapsed()
        const message = readPortMessage(raw)
        if (message?.weightlift === 'bye') return lost(opened, GONE)
        if (message?.weightlift !== 'message') return
        attempt = 0
        received += 1
        post(opened, { weightlift: 'ack', count: received })
        for (const listener of [...onMessage]) listener(message.message)
      },
      () => lost(opened, GONE),
    )
    setStatus('open', null)
  }

  /** Only silence tells of an end that is gone, where the platform does not say so. */
  function watch(): void {
    cancelTimer()
    const dueMs = clock.now() + silenceMs
    cancelTimer = clock.setTimer(silenceMs, () => {
      // A page that slept finds what came meanwhile only after its timers.
      const wasAsleep = clock.now() > dueMs + silenceMs / 2
      if (wasAsleep || (port !== null && clock.elapsed() - heardAtMs < silenceMs)) return watch()
      lost(port, SILENT)
    })
  }

  function lost(of: MessagePortLike | null, error: ErrorData): void {
    if (status === 'closed' || of !== port) return
    cancelTimer()
    port?.close()
    port = null
    setStatus('lost', error)
    cancelTimer = clock.setTimer(reconnectDelay(attempt, clock.random(), reconnect), () => void connect())
    attempt += 1
  }

  void connect()

  return {
    getStatus: () => status,
    onStatus: (listener) => add(onStatus, listener),
    onMessage: (listener) => add(onMessage, listener),
    send(message) {
      if (status === 'open' && port !== null) post(port, { weightlift: 'message', message })
    },
    close() {
      if (status === 'closed') return
      cancelTimer()
      if (port !== null) post(port, { weightlift: 'bye' })
      port?.close()
      port = null
      setStatus('closed', null)
    },
  }
}

function post(port: MessagePortLike, message: PortMessage): void {
  port.postMessage(message)
}

const GONE: ErrorData = toErrorData(
  new EngineError('link-lost', "The engine's side of the connection is gone: its host stops or starts again."),
)
const SILENT: ErrorData = toErrorData(
  new EngineError('timeout', 'The engine was silent for too long. Connecting again.'),
)

function add<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
