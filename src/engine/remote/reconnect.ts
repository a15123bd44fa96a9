/** How a broken connection is made again. */
export interface ReconnectOptions {
  /** Upper bound of the first delay, milliseconds. Default 250. */
  readonly minMs?: number
  /** Upper bound of any delay, milliseconds. Default 10000. */
  readonly maxMs?: number
  /** Silence after which the connection counts as lost, milliseconds. The server sends a sign of life every 15 s. Default 45000. */
  readonly silenceMs?: number
}

/** How long to wait before the next try: doubles each time, between a half and the whole, so that clients do not come back at once. */
export function reconnectDelay(
  attempt: number,
  random: number,
  { minMs = 250, maxMs = 10_000 }: ReconnectOptions,
): number {
  const boundMs = Math.min(maxMs, minMs * 2 ** Math.min(attempt, 30))
  return Math.round(boundMs * (0.5 + random / 2))
}
