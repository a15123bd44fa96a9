/** One request. */
export interface HttpRequest {
  /** Default `GET`: the first request already brings content. `HEAD` only asks whether a server can be reached. */
  readonly method?: 'GET' | 'HEAD'
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /**
   * Where given, a private address (loopback, link-local, a local network) is refused with `insecure-url`, unless the URL is of one of these
   * origins. Pages follow redirects by themselves, so that a browser's port cannot and does not.
   */
  readonly privateOrigins?: readonly string[]
}

/** Takes one chunk; a promise holds the connection back until it settles. */
export type TakeChunk = (chunk: Uint8Array) => Promise<void> | undefined

/**
 * Chunks that belong to who reads them, where a consumer that stops reading stops the connection; or lent ones, whose memory is
 * used again once `take` has returned: no stream has to stand between. Both fail with `EngineError` (`network`), `pour` also with what `take` throws.
 * `pour` settles at the end of the body, or when it is discarded.
 */
export type ResponseBody = AsyncIterable<Uint8Array> | { pour(take: TakeChunk): Promise<void> }

export interface HttpResponse {
  readonly status: number
  /** Lower-case names; several of one name joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * The URL that answered. Differs from the request's only where the port follows redirects by itself
   * (a browser's fetch); else a 3xx comes back as it is and the host decides.
   */
  readonly url: string
  /** What a round trip to the server takes at most, as far as connecting and waiting tell, milliseconds. Default: nobody knows. */
  readonly roundTripMs?: number
  /** The raw bytes. To be read once. */
  readonly body: ResponseBody
  /** Drops the connection, or drains a short body so that it can be used again. Never throws. */
  discard(): void
}

/** Sends requests. Rejects with `EngineError` of code `network` (with `retryable`), or the signal's reason when aborted. */
export interface Http {
  /** How many connections to one host the platform bears beside what else it has to ask: more would wait in line. Default: 16. */
  readonly usefulConnections?: number
  /** From this speed on it is the machine that holds a connection up, and more of them would bring nothing, bytes per second. Default: 100e6. */
  readonly fastConnectionBytesPerSecond?: number
  /**
   * Given where the platform takes a response into memory even while nobody reads it: a request asks for no more than this,
   * bytes. Default: a consumer that stops reading stops the connection.
   */
  readonly mostWaitingBytes?: number
  /** Whether the memory of a chunk is read into again once it is written. Default false: then each chunk is left to the garbage collector. */
  readonly reusesBuffers?: boolean
  /** A request will come soon: loads what that takes, beside what has to be done before. Never throws. Default: nothing to load. */
  prepare?(): void
  request(request: HttpRequest): Promise<HttpResponse>
  /** Releases every connection. */
  close(): Promise<void>
}
