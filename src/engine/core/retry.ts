/** How failed tries are repeated. */
export interface RetryPolicy {
  /** Upper bound of the first delay, milliseconds. */
  readonly minMs: number
  /** Upper bound of any delay, milliseconds. */
  readonly maxMs: number
  /** Tries without progress before giving up; null: 30, but a line that is down is waited for however long it takes. */
  readonly attempts: number | null
}

export const DEFAULT_RETRY: RetryPolicy = { minMs: 1_000, maxMs: 60_000, attempts: null }

/** The longest that a try is put off by, milliseconds; `attempt` is 1 for the first retry. */
export function backoffBound({ minMs, maxMs }: RetryPolicy, attempt: number): number {
  return Math.min(maxMs, minMs * 2 ** Math.max(0, attempt - 1))
}

/**
 * Exponential backoff with full jitter.
 *
 * @param attempt 1 for the first retry.
 * @param random in [0, 1).
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoff(policy: RetryPolicy, attempt: number, random: number): number {
  return Math.round(backoffBound(policy, attempt) * random)
}
