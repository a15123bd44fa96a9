import type { WaitingReason } from './download.js'
import type { DownloadState } from './download-state.js'
import type { ErrorCode, ErrorData } from './errors.js'
import type { RunInput } from './input.js'
import { backoff } from './retry.js'
import type { EngineState } from './state.js'

const MOST_ATTEMPTS = 30
/** Of what is most often wrong for good, so that a person hears of it soon. */
const FEW_ATTEMPTS = 3
/** Errors of the line and not of what a server said. */
const LINE: ReadonlySet<ErrorCode> = new Set(['network', 'timeout', 'stalled'])

/** What becomes of a download whose run failed: it waits and goes on by itself, or a person has to act. */
export function afterFailure(
  state: EngineState,
  download: DownloadState,
  input: Extract<RunInput, { type: 'failed' }>,
  nowMs: number,
): Partial<DownloadState> {
  const { error } = input
  // Being offline is no fault of the source: it costs no try.
  if (isSaidOffline(state, error))
    return { status: 'waiting', reason: 'offline', untilMs: null, attempt: download.attempt, error }
  if (input.isOffline === true && LINE.has(error.code)) {
    // Its origin is asked meanwhile: this is for a line that is back for all but such questions.
    const untilMs = nowMs + state.retry.maxMs
    return { status: 'waiting', reason: 'offline', untilMs, attempt: download.attempt, error }
  }
  const attempt = download.attempt + 1
  if (!error.retryable || attempt >= mostAttempts(state, error)) {
    // What was the same a few times over is so for good.
    const lasting = isHopeful(error) || !error.retryable ? error : { ...error, retryable: false }
    return { status: 'failed', reason: null, untilMs: null, attempt, error: lasting }
  }
  // A server that asks for no wait at all, and refuses each time, is not asked thirty times in a second.
  const delay = Math.max(input.retryAfterMs ?? 0, backoff(state.retry, attempt, input.random))
  const retries = download.retries + 1
  return { status: 'waiting', reason: reasonOf(error), untilMs: nowMs + delay, attempt, retries, error }
}

function reasonOf(error: ErrorData): WaitingReason {
  if (error.code === 'locked') return 'lock'
  return error.code === 'rate-limited' ? 'rate-limited' : 'retry'
}

function isSaidOffline(state: EngineState, error: ErrorData): boolean {
  return state.network.online === false && LINE.has(error.code)
}

/** A line that is down comes back, and a person signs in, be it in the morning; a server that answers nonsense thirty times has a lasting problem. */
function mostAttempts({ retry }: EngineState, error: ErrorData): number {
  const most = retry.attempts ?? (isOfTheLine(error) ? Number.POSITIVE_INFINITY : MOST_ATTEMPTS)
  return isHopeful(error) ? most : Math.min(most, FEW_ATTEMPTS)
}

function isOfTheLine({ code }: ErrorData): boolean {
  return LINE.has(code) || code === 'captive-portal'
}

/** Whether more tries may help. Not where another action than that is advised. */
function isHopeful(error: ErrorData): boolean {
  return isOfTheLine(error) || error.action === 'retry' || error.action === null
}
