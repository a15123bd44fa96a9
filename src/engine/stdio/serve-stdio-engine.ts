import { Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import type { Engine } from '../core/engine.js'
import type { BorderClock } from '../remote/clock.js'
import { createLineReader, isEnd, toLine } from '../remote/line-format.js'
import type { Catalog } from '../remote/model-policy.js'
import type { Allow } from '../remote/policy.js'
import { serveEngine } from '../remote/serve-engine.js'
import type { Transport, TransportStatus } from '../remote/transport.js'
import type { OnWarning } from '../remote/warning.js'
import { systemClock } from './system-clock.js'

/** Bytes that may wait to be read by the other side before patches are held back. */
const HIGH_WATER_BYTES = 256 * 1024

export interface ServeStdioOptions {
  /** The models that the other side may ask for by id. */
  readonly catalog: Catalog
  /** What else it may do. Default: see {@link Allow}. */
  readonly allow?: Allow
  /** Default: this process's standard input. */
  readonly input?: Readable
  /** Default: this process's standard output. Nothing else may be written there. */
  readonly output?: Writable
  /** Characters of one message that comes in; a longer one is dropped. Default 4 Mi. */
  readonly maxMessageChars?: number
  /** Least time between two patches, milliseconds. Default 100. */
  readonly publishIntervalMs?: number
  readonly onWarning?: OnWarning
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

export interface ServedStdio {
  /** Settles when the other side is gone (it died or closed the pipe), or asked for the end. */
  readonly ended: Promise<void>
  /** Stops serving. The engine stays open. */
  stop(): void
}

/**
 * Offers an engine over standard input and output, a line of JSON a message, to the one process that started this one. A
 * program made of it waits for `ended`, closes the engine and ends:
 *
 * ```ts
 * const engine = createNodeEngine({ directory })
 * await serveStdioEngine(engine, { catalog }).ended
 * await engine.close()
 * ```
 *
 * @throws EngineError `invalid-model` where the catalogue or `allow.urls` cannot be right
 */
export function serveStdioEngine(engine: Engine, options: ServeStdioOptions): ServedStdio {
  const { input = process.stdin, output = standardOutput(), clock = systemClock } = options
  const onStatus = new Set<Parameters<Transport['onStatus']>[0]>()
  const onMessage = new Set<Parameters<Transport['onMessage']>[0]>()
  let status: TransportStatus = 'open'
  let settle: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    settle = resolve
  })
  const reader = createLineReader({
    maxChars: options.maxMessageChars ?? 4 * 1024 * 1024,
    onMessage(message) {
      if (isEnd(message)) return close()
      for (const listener of [...onMessage]) listener(message)
    },
  })
  const onData = (text: string): void => reader.feed(text)

  function close(): void {
    if (status === 'closed') return
    status = 'closed'
    input.off('data', onData)
    input.pause()
    for (const listener of [...onStatus]) listener('closed', null)
    settle()
  }

  const transport: Transport = {
    getStatus: () => status,
    onStatus: (listener) => add(onStatus, listener),
    onMessage: (listener) => add(onMessage, listener),
    send(message) {
      if (status === 'open') output.write(toLine(message))
    },
    canSend: () => output.writableLength < HIGH_WATER_BYTES,
    close,
  }
  const stop = serveEngine(engine, transport, {
    catalog: options.catalog,
    allow: options.allow,
    publishIntervalMs: options.publishIntervalMs,
    onWarning: options.onWarning,
    clock,
  })
  for (const event of ['end', 'close', 'error']) input.once(event, close)
  for (const event of ['close', 'error']) output.once(event, close)
  input.setEncoding('utf8')
  input.on('data', onData)
  return {
    ended,
    stop() {
      stop()
      close()
    },
  }
}

/** `process.stdout` writes to a pipe synchronously on some systems: a reader that stands still would stop the downloads. */
function standardOutput(): Writable {
  try {
    return new Socket({ fd: 1, readable: false, writable: true })
  } catch {
    // A file or a terminal.
    return process.stdout
  }
}

function add<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}
