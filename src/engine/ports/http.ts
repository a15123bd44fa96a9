/** One request for bytes. Only GET exists: the first request already brings content. */
export interface HttpRequest {
  readonly url: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

export interface HttpResponse {
  readonly status: number
  /** Lower-case names; several of one name joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * The URL that answered. Differs from the request's only where the port follows redirects by itself
   * (a browser's fetch); else a 3xx comes back as it is and the host decides.
   */
  readonly url: string
  /** The raw bytes; a consumer that stops reading stops the socket. Throws `EngineError` (`network`). */
  readonly body: AsyncIterable<Uint8Array>
  /** Drops the connection, or drains a short body so that it can be used again. Never throws. */
  discard(): void
}

/** Sends requests. Rejects with `EngineError` of code `network` (with `retryable`), or the signal's reason when aborted. */
export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>
  /** Releases every connection. */
  close(): Promise<void>
}
