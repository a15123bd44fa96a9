import type { ErrorData } from '../core/errors.js'

/**
 * `connecting`: not yet; `open`: messages pass; `lost`: they do not, but will again; `closed`: for good.
 */
export type TransportStatus = 'connecting' | 'open' | 'lost' | 'closed'

/**
 * What carries messages over a border: a message port, a child's stdio, or a stream of events with requests the other way.
 * The same interface stands at both ends. Messages are plain JSON, come whole and in order, or the transport is `lost`.
 */
export interface Transport {
  getStatus(): TransportStatus
  /** Calls back after the status changed, with the reason where it is an error. */
  onStatus(listener: (status: TransportStatus, error: ErrorData | null) => void): () => void
  /** Calls back with each message, unchecked: whoever listens checks it. */
  onMessage(listener: (message: unknown) => void): () => void
  /**
   * Sends a message; one sent while not `open` is dropped. A transport that learns of it may reject with an `EngineError` when
   * the other side refused this one message (too large, not allowed); a broken link shows as `lost` and never rejects.
   */
  send(message: unknown): void | Promise<void>
  /** False while the other side is slow to read: what can wait and be merged is held back. Default true. */
  canSend?(): boolean
  /** Releases what it holds, and settles when that is done. The status becomes `closed` at once. */
  close(): void | Promise<void>
}
