import type { BorderClock } from './clock.js'
import { listenToPort, type MessagePortLike, type PortMessage, readPortMessage } from './message-port.js'
import type { Transport, TransportStatus } from './transport.js'

/** Messages that may be on their way to a listener before patches are held back and merged. */
const MAX_UNACKNOWLEDGED = 16
/** At so many a listener is given up: replies are never held back. */
const MAX_BACKLOG = 4096
/** A listener that acknowledges nothing for so long is gone, or frozen: it connects again when it wakes. */
const PATIENCE_MS = 60_000

/** The serving end of a port, for one listener. */
export function createPortSession(port: MessagePortLike, clock: BorderClock): Transport {
  const onStatus = new Set<Parameters<Transport['onStatus']>[0]>()
  const onMessage = new Set<Parameters<Transport['onMessage']>[0]>()
  let status: TransportStatus = 'open'
  let sent = 0
  let acknowledged = 0
  let stopWatching: (() => void) | null = null

  function receive(raw: unknown): void {
    if (status === 'closed') return
    const message = readPortMessage(raw)
    if (message?.weightlift === 'bye') return close()
    if (message?.weightlift === 'ack') return acknowledge(message.count)
    for (const listener of [...onMessage]) listener(message === null ? null : message.message)
  }

  function acknowledge(count: number): void {
    if (count <= acknowledged || count > sent) return
    acknowledged = count
    stopWatching?.()
    stopWatching = null
    if (acknowledged < sent) watch()
  }

  function watch(): void {
    stopWatching ??= clock.setTimer(PATIENCE_MS, close)
  }

  function post(message: PortMessage): void {
    port.postMessage(message)
  }

  function close(): void {
    if (status === 'closed') return
    status = 'closed'
    stopWatching?.()
    for (const listener of [...onStatus]) listener('closed', null)
    post({ weightlift: 'bye' })
    port.close()
  }

  listenToPort(port, receive, close)

  return {
    getStatus: () => status,
    onStatus: (listener) => add(onStatus, listener),
    onMessage: (listener) => add(onMessage, listener),
    send(message) {
      if (status !== 'open') return
      if (sent - acknowledged >= MAX_BACKLOG) return close()
      sent += 1
      watch()
      post({ weightlift: 'message', message })
    },
    canSend: () => sent - acknowledged < MAX_UNACKNOWLEDGED,
    close,
  }
}

function add<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
