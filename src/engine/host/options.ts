import type { Schedule, Settings } from '../core/snapshot.js'

/** Headers for a request, or a function of its URL. Sent to the origin only: they never follow a redirect to another origin. */
export type HeadersOption =
  | Readonly<Record<string, string>>
  | ((url: string) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>)

export interface RetryOptions {
  /** Upper bound of the first delay, milliseconds. Default 1000. */
  readonly minMs?: number
  /** Upper bound of any delay, milliseconds. Default 60000. */
  readonly maxMs?: number
  /**
   * Tries without progress before a download fails, whatever the error: 1 or more, or Infinity.
   * Default: 30 where servers answer and the answer is of no use; a line that is down is waited for however long it takes.
   */
  readonly attempts?: number
}

/** What every engine takes, whatever its platform. */
export interface EngineOptions {
  /** Models downloading at once. Default 2. */
  readonly concurrency?: number
  /** Connections per model. Default `'auto'`. */
  readonly connections?: number | 'auto'
  /** Bytes per second over all downloads. Default null: no limit. */
  readonly bytesPerSecondLimit?: number | null
  /** When downloads may run. Default null: always. */
  readonly schedule?: Schedule | null
  /** Default `'ask'`. */
  readonly metered?: Settings['metered']
  /** Default none. */
  readonly headers?: HeadersOption
  /** No byte for this long drops a connection, milliseconds, 1 or more. Default 30000. */
  readonly stallTimeoutMs?: number
  readonly retry?: RetryOptions
  /** Allow `http:` to hosts other than loopback. Default false. */
  readonly allowInsecureHttp?: boolean
  /** Least time between two publishes, milliseconds. Default 100. */
  readonly publishIntervalMs?: number
  /** Whether what ran when the process ended runs again at the start. Default true. */
  readonly autoResume?: boolean
}
