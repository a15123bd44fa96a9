const DAY_MS = 86_400_000

/**
 * How long a server asks to be left alone.
 *
 * `Retry-After` in seconds or as a date (RFC 9110 §10.2.3) wins; else the reset of an exhausted `RateLimit`
 * (`"resolvers";r=0;t=120`, or the older `RateLimit-Remaining`/`RateLimit-Reset` pair). Bounded by a day.
 *
 * @param headers lower-case names.
 * @returns milliseconds from `nowMs`, or null where the server says nothing that can be read.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  return bounded(fromRetryAfter(headers['retry-after'], nowMs) ?? fromRateLimit(headers))
}

function fromRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null
  const text = value.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1000
  // A date without a zone or month name is not an HTTP date: Date.parse would guess.
  const at = /[A-Za-z]{3}.*GMT$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? null : at - nowMs
}

function fromRateLimit(headers: Readonly<Record<string, string>>): number | null {
  const combined = headers.ratelimit
  if (combined !== undefined) {
    const remaining = /(?:^|[;,\s])r=(\d+)/.exec(combined)?.[1]
    const reset = /(?:^|[;,\s])t=(\d+)/.exec(combined)?.[1]
    if (remaining !== undefined && Number(remaining) === 0 && reset !== undefined) return Number(reset) * 1000
  }
  const remaining = headers['ratelimit-remaining']
  const reset = headers['ratelimit-reset']
  return remaining === '0' && reset !== undefined && /^\d+$/.test(reset) ? Number(reset) * 1000 : null
}

function bounded(delayMs: number | null): number | null {
  return delayMs === null ? null : Math.min(DAY_MS, Math.max(0, delayMs))
}
