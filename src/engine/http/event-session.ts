import type { BorderClock } from '../remote/clock.js'
import type { Transport, TransportStatus } from '../remote/transport.js'
import { SESSION_EVENT } from './wire-format.js'

/** Bytes that may wait in a stream before patches are held back. */
const HIGH_WATER_BYTES = 256 * 1024
/** Bytes at which a stream that is not read is given up: replies are never held back. A larger message goes out where nothing waits before it. */
const MAX_BACKLOG_BYTES = 16 * 1024 * 1024
/** A listener that reads nothing for so many heartbeats is gone. */
const MAX_MISSED_BEATS = 4

/** Bytes of messages that went, or are about to go, to several listeners. */
const encoded = new WeakMap<object, Uint8Array>()

/** One listener's stream: the serving end of the HTTP transport. */
export interface EventSession extends Transport {
  readonly id: string
  readonly body: ReadableStream<Uint8Array>
  /** Hands in what came by a request. */
  receive(message: unknown): void
}

export function createEventSession(clock: BorderClock, heartbeatMs: number): EventSession {
  const id = crypto.randomUUID()
  const onStatus = new Set<Parameters<Transport['onStatus']>[0]>()
  const onMessage = new Set<Parameters<Transport['onMessage']>[0]>()
  let status: TransportStatus = 'open'
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let missedBeats = 0
  let stopBeating: () => void = () => undefined

  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started
        write(encode(`event: ${SESSION_EVENT}\ndata: ${id}\n\n`))
        beat()
      },
      cancel: end,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: HIGH_WATER_BYTES }),
  )

  function write(bytes: Uint8Array): void {
    if (status !== 'open' || controller === null) return
    if (HIGH_WATER_BYTES - (controller.desiredSize ?? 0) > MAX_BACKLOG_BYTES) return giveUp()
    controller.enqueue(bytes)
  }

  function canSend(): boolean {
    return (controller?.desiredSize ?? 0) > 0
  }

  function beat(): void {
    stopBeating = clock.setTimer(heartbeatMs, () => {
      missedBeats = canSend() ? 0 : missedBeats + 1
      if (missedBeats >= MAX_MISSED_BEATS) return close()
      if (missedBeats === 0) write(encode(':\n\n'))
      beat()
    })
  }

  function end(): void {
    if (status === 'closed') return
    status = 'closed'
    stopBeating()
    for (const listener of [...onStatus]) listener('closed', null)
  }

  function close(): void {
    if (status === 'closed') return
    // What is queued still goes out to a listener that reads; to one that does not, nothing would.
    if (missedBeats > 0) return giveUp()
    end()
    controller?.close()
  }

  /** Lets go of what is queued, too. */
  function giveUp(): void {
    end()
    controller?.error(new Error('The listener does not read.'))
  }

  return {
    id,
    body,
    getStatus: () => status,
    onStatus: (listener) => add(onStatus, listener),
    onMessage: (listener) => add(onMessage, listener),
    send: (message) => write(encodeMessage(message as object)),
    canSend,
    receive(message) {
      for (const listener of [...onMessage]) listener(message)
    },
    close,
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function encodeMessage(message: object): Uint8Array {
  const known = encoded.get(message)
  if (known !== undefined) return known
  const bytes = encode(`data: ${JSON.stringify(message)}\n\n`)
  encoded.set(message, bytes)
  return bytes
}

function add<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
