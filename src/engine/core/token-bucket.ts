/** How much may come at once after a pause, milliseconds of the rate. Timers fire late: what was allowed meanwhile is not lost. */
const BURST_MS = 200
/** Smaller pieces than this cost more than they smooth, bytes. */
const LEAST_AT_ONCE = 1024

/** Bytes that may come: they drip in at a rate and are spent as bytes arrive. Below 0, more came than was allowed, and it is waited for. */
export interface TokenBucket {
  /** Bytes per second; 0 lets nothing through. */
  readonly rate: number
  readonly tokens: number
  readonly atMs: number
}

export function startBucket(rate: number, nowMs: number): TokenBucket {
  return { rate, tokens: 0, atMs: nowMs }
}

/** The bucket as it is now. A clock that was put back adds nothing. */
export function refill(bucket: TokenBucket, nowMs: number): TokenBucket {
  const { rate, tokens, atMs } = bucket
  const dripped = (rate * Math.max(0, nowMs - atMs)) / 1000
  return { rate, tokens: Math.min(mostTokens(rate), tokens + dripped), atMs: nowMs }
}

/** Takes bytes out; there may be more of them than tokens. */
export function spend(bucket: TokenBucket, bytes: number): TokenBucket {
  return { ...bucket, tokens: bucket.tokens - bytes }
}

/**
 * The bucket with another rate from now on. What was saved up or owed stays, as far as the new rate allows it: a moment's worth of bytes
 * at the old rate may be minutes' at the new one, and nothing would come until they are paid for.
 */
export function setRate(bucket: TokenBucket, rate: number, nowMs: number): TokenBucket {
  const { tokens } = refill(bucket, nowMs)
  const most = mostTokens(rate)
  return { rate, tokens: tokens < 0 ? Math.max(-most, tokens) : Math.min(most, tokens), atMs: nowMs }
}

/** The most bytes to be counted and paid for at once, so that bytes that came before a limit do not stop all others for long. */
export function mostAtOnce(rate: number): number {
  return Math.max(LEAST_AT_ONCE, Math.floor((rate * BURST_MS) / 1000))
}

/** Whether bytes may come now: a whole one at least. */
export function isReady({ tokens }: TokenBucket): boolean {
  return tokens >= 1
}

/** Milliseconds until bytes may come; null where they never may. */
export function readyInMs({ rate, tokens }: TokenBucket): number | null {
  if (tokens >= 1) return 0
  return rate > 0 ? Math.ceil(((1 - tokens) * 1000) / rate) : null
}

function mostTokens(rate: number): number {
  return rate === 0 ? 0 : Math.max(1, (rate * BURST_MS) / 1000)
}
