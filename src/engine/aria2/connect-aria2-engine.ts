import type { Engine } from '../core/engine.js'
import { EngineError } from '../core/errors.js'
import type { RetryPolicy } from '../core/retry.js'
import { connectMover } from '../mover/connect-mover.js'
import type { MoverStore } from '../mover/mover-memory.js'
import type { Aria2Disk } from './aria2-disk.js'
import { createAria2Mover } from './aria2-mover.js'
import { type Aria2Socket, createJsonRpc } from './json-rpc.js'

export interface ConnectAria2Options {
  /** Of the daemon, like `ws://127.0.0.1:6800/jsonrpc`. */
  readonly url: string
  /** The daemon's `--rpc-secret`. Default: it has none. */
  readonly secret?: string
  /** Where models go, an absolute path on the daemon's machine. A model's file is `<directory>/<model>/<path>`. */
  readonly directory: string
  /**
   * The disk that the daemon writes to, for what it has no call for: to delete a file, and to tell what is there before it was asked for.
   * Default: it is out of reach, so that `cancel`, `remove` and `discard` are not offered.
   */
  readonly disk?: Aria2Disk
  /** Where what was asked for is kept over restarts. Default: nowhere. */
  readonly store?: MoverStore
  /** Models at once. Default 2. */
  readonly concurrency?: number
  /** Connections per file, 1 to 16. Default 4. */
  readonly connections?: number
  /** Bytes per second over all. Default null: no limit. */
  readonly bytesPerSecondLimit?: number | null
  /** Headers like `Authorization: Bearer …`. The daemon sends them along redirects, too. Default none. */
  readonly headers?: readonly string[]
  readonly retry?: Partial<RetryPolicy>
  /** Default: the platform's own. Node 20 has none: `(url) => new WebSocket(url)` with the one of `undici`. */
  readonly webSocket?: (url: string) => Aria2Socket
  /** How often the daemon is asked where it stands, milliseconds. Default 200. */
  readonly pollMs?: number
}

/**
 * An engine over a running aria2 daemon (`aria2c --enable-rpc`). The daemon moves the bytes and proves their digests; queue, order,
 * priorities, retries and numbers are the core's. Needs aria2 1.36 or newer.
 *
 * The daemon is this engine's to configure: how many it downloads at once, and the limit over all, which is taken back when the engine closes.
 *
 * Unlike an engine of this package the daemon writes a file under its final name from the first byte: only what `availability` calls
 * available is complete.
 *
 * @throws EngineError `invalid-command` where there is no WebSocket
 */
export function connectAria2Engine(options: ConnectAria2Options): Engine {
  const open = options.webSocket ?? platformSocket()
  const rpc = createJsonRpc(() => open(options.url), options.secret)
  const { store, concurrency, bytesPerSecondLimit, retry } = options
  return connectMover(createAria2Mover(rpc, options), {
    ...(store && { store }),
    ...(concurrency !== undefined && { concurrency }),
    ...(bytesPerSecondLimit !== undefined && { bytesPerSecondLimit }),
    ...(retry && { retry }),
  })
}

function platformSocket(): (url: string) => Aria2Socket {
  const { WebSocket: Socket } = globalThis as { WebSocket?: new (url: string) => unknown }
  if (Socket !== undefined) return (url) => new Socket(url) as Aria2Socket
  throw new EngineError(
    'invalid-command',
    "This platform has no WebSocket of its own. Give the option webSocket: (url) => new WebSocket(url), with the WebSocket of 'undici'.",
  )
}
