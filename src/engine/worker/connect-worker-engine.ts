import type { Engine } from '../core/engine.js'
import type { BorderClock } from '../remote/clock.js'
import { connectEngine } from '../remote/connect-engine.js'
import { PORT_REQUEST } from '../remote/message-port.js'
import { createPortTransport } from '../remote/port-transport.js'
import type { ReconnectOptions } from '../remote/reconnect.js'
import type { OnWarning } from '../remote/warning.js'

/** What takes messages with ports: a `Worker`, a `SharedWorker`'s port, a `Worker` of `node:worker_threads`. */
export interface PortTaker {
  // biome-ignore lint/suspicious/noExplicitAny: a page's ports and Node's are different types.
  postMessage(message: unknown, transfer: any[]): void
}

/** A `SharedWorker`. */
export interface PortOwner {
  readonly port: PortTaker
}

export interface ConnectWorkerEngineOptions {
  readonly reconnect?: ReconnectOptions
  /** How long a command or query waits for a link that is down before it is refused with `link-lost`, milliseconds. Default 10000. */
  readonly waitMs?: number
  /** Called when a message does not fit. Nothing in it is secret. Default: nothing is reported. */
  readonly onWarning?: OnWarning
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

/**
 * Connects to an engine that `serveWorkerEngine` offers in a worker. To close it ends the connection; the worker, which others may use
 * too, and its downloads go on.
 *
 * @param worker - Or a function that gives it, called for each connection: give another one once the first has ended.
 */
export function connectWorkerEngine(
  worker: PortTaker | PortOwner | (() => PortTaker | PortOwner),
  options: ConnectWorkerEngineOptions = {},
): Engine {
  const { reconnect, ...rest } = options
  const transport = createPortTransport({ open, reconnect, clock: options.clock })

  function open(): MessagePort {
    const target = typeof worker === 'function' ? worker() : worker
    const taker = 'port' in target ? target.port : target
    const { port1, port2 } = new MessageChannel()
    taker.postMessage({ type: PORT_REQUEST }, [port2])
    return port1
  }

  return connectEngine(transport, rest)
}
