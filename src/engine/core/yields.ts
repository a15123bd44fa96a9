import type { Command } from './command.js'
import { EngineError } from './errors.js'
import type { EngineState } from './state.js'

/** Somebody for whom downloads make room: they slow down to a limit, or stop. */
export interface Yielding {
  /** Whose it is: one holder asks for one thing at a time. */
  readonly holder: string
  /** For people and logs: `inference`. */
  readonly reason: string
  /** Over all downloads together, bytes per second; 0 stops them. */
  readonly bytesPerSecondLimit: number
}

/** Since when downloads are stopped for somebody. */
export interface Stop {
  readonly sinceMs: number
  /** Whether it is so long that connections are let go. */
  readonly isLong: boolean
}

/**
 * A stop shorter than this only reads nothing from the sockets: to begin anew costs requests, and the digest of what is here has to be
 * computed again, just when the app wants the processor for itself.
 */
const SHORT_STOP_MS = 5_000
const MOST_HOLDERS = 100
const MOST_LETTERS = 200

/**
 * Takes down that somebody wants room, or, with null, no more.
 *
 * @throws EngineError `invalid-command`
 */
export function onYield(state: EngineState, command: Extract<Command, { type: 'yield' }>): EngineState {
  const { holder, reason, bytesPerSecondLimit } = command
  checkText('holder', holder)
  checkText('reason', reason)
  checkLimit(bytesPerSecondLimit)
  const found = state.yields.find((other) => other.holder === holder)
  const others = state.yields.filter((other) => other !== found)
  if (bytesPerSecondLimit === null) return found === undefined ? state : { ...state, yields: others }
  if (found?.reason === reason && found.bytesPerSecondLimit === bytesPerSecondLimit) return state
  if (others.length >= MOST_HOLDERS) {
    throw new EngineError(
      'invalid-command',
      `Downloads yield to ${MOST_HOLDERS} holders already. Release those that are done: each yield has to be released.`,
    )
  }
  return { ...state, yields: [...others, { holder, reason, bytesPerSecondLimit }] }
}

/** The state with since when downloads are stopped. */
export function withStop(state: EngineState, nowMs: number): EngineState {
  const { stop } = state
  if (!state.yields.some(({ bytesPerSecondLimit }) => bytesPerSecondLimit === 0)) {
    return stop === null ? state : { ...state, stop: null }
  }
  // A clock that was put back would make a short stop of a long one.
  const sinceMs = Math.min(stop?.sinceMs ?? nowMs, nowMs)
  const isLong = stop?.isLong === true || nowMs - sinceMs >= SHORT_STOP_MS
  return stop?.sinceMs === sinceMs && stop.isLong === isLong ? state : { ...state, stop: { sinceMs, isLong } }
}

/** When a stop gets long; null where there is none, or it is. */
export function nextStopEdge({ stop }: EngineState): number | null {
  return stop === null || stop.isLong ? null : stop.sinceMs + SHORT_STOP_MS
}

function checkText(name: string, value: unknown): void {
  if (typeof value === 'string' && value.length > 0 && value.length <= MOST_LETTERS) return
  throw new EngineError('invalid-command', `The ${name} of a yield is a text of 1 to ${MOST_LETTERS} letters.`)
}

function checkLimit(value: unknown): void {
  const isNumber = typeof value === 'number' && Number.isFinite(value) && (value === 0 || value >= 1)
  if (value === null || isNumber) return
  throw new EngineError(
    'invalid-command',
    'bytesPerSecondLimit of a yield is 0 to stop downloads, a number of at least 1 to slow them down, or null to end the yield.',
  )
}
