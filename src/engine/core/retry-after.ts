const DAY_MS = 86_400_000
/** No server means a wait of thirty years: it is a moment, in seconds since 1970. */
const LEAST_EPOCH_S = 1e9

/**
 * How long a server asks to be left alone.
 *
 * `Retry-After` in seconds or as a date (RFC 9110 §10.2.3) wins; else the reset of an exhausted `RateLimit`
 * (`"resolvers";r=0;t=120`, of several the longest; or the older `RateLimit-Remaining`/`RateLimit-Reset` pair). A date is held against the
 * server's own clock (`Date`), where it tells it: this machine's may be wrong by hours. Bounded by a day.
 *
 * @param headers lower-case names.
 * @returns milliseconds from `nowMs`, or null where the server says nothing that can be read.
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const serverNowMs = timeOf(headers.date) ?? nowMs
  return bounded(fromRetryAfter(headers['retry-after'], serverNowMs) ?? fromRateLimit(headers, serverNowMs))
}

function fromRetryAfter(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null
  const text = value.trim()
  if (/^\d+$/.test(text)) return Number(text) * 1000
  const at = timeOf(text)
  return at === null ? null : at - nowMs
}

function timeOf(text: string | undefined): number | null {
  // A date without a zone or month name is not an HTTP date: Date.parse would guess.
  const at = text !== undefined && /[A-Za-z]{3}.*GMT$/.test(text.trim()) ? Date.parse(text.trim()) : Number.NaN
  return Number.isNaN(at) ? null : at
}

function fromRateLimit(headers: Readonly<Record<string, string>>, nowMs: number): number | null {
  const combined = headers.ratelimit ?? ''
  // The older form has commas within one limit.
  const limits = combined.includes(';') ? combined.split(',') : [combined]
  const waits = limits.flatMap((limit) => {
    const reset = /(?:^|[;,\s])t=(\d+)/.exec(limit)?.[1]
    return /(?:^|[;,\s])r=0+(?![\d.])/.test(limit) && reset !== undefined ? [Number(reset) * 1000] : []
  })
  if (waits.length > 0) return Math.max(...waits)
  const remaining = headers['ratelimit-remaining']
  const reset = headers['ratelimit-reset']
  if (remaining !== '0' || reset === undefined || !/^\d+$/.test(reset)) return null
  return Number(reset) >= LEAST_EPOCH_S ? Number(reset) * 1000 - nowMs : Number(reset) * 1000
}

function bounded(delayMs: number | null): number | null {
  return delayMs === null ? null : Math.min(DAY_MS, Math.max(0, delayMs))
}
