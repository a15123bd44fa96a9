import { isActive, isRunning, type WaitingReason } from './download.js'
import type { DownloadState } from './download-state.js'
import { ANY_TIME, hoursAt } from './hours.js'
import type { EngineState } from './state.js'
import { nextStopEdge, withStop } from './yields.js'

/** What keeps a download from running, though nothing is wrong with the download itself. */
export interface Hold {
  readonly reason: WaitingReason
  /** When it ends by itself, epoch milliseconds; null where that is not known. */
  readonly untilMs: number | null
}

const LOCK: Hold = { reason: 'lock', untilMs: null }
const OFFLINE: Hold = { reason: 'offline', untilMs: null }
const METERED: Hold = { reason: 'metered', untilMs: null }
/** Reasons that are a download's own, where they come with a time. */
const BACKING_OFF: ReadonlySet<WaitingReason> = new Set(['retry', 'rate-limited', 'offline', 'lock'])
const YIELD: Hold = { reason: 'yield', untilMs: null }

/** What holds a download; null where it may run. Of several, the one that a person can do least about. */
export function holdOf(state: EngineState, download: DownloadState): Hold | null {
  const { network, settings, hours } = state
  if (!state.owner) return LOCK
  const pause = state.stop?.isLong === true ? YIELD : null
  // What needs no network waits for none.
  if (download.task.type !== 'fetch') return pause
  if (network.online === false) return OFFLINE
  const isMeteredAllowed = settings.metered === 'allow' || (settings.metered === 'ask' && download.allowMetered)
  if (network.metered === true && !isMeteredAllowed) return METERED
  if (!hours.isOpen && !download.startNow) return { reason: 'schedule', untilMs: hours.untilMs }
  return pause
}

/** The hold that ends what a download does now; null where none does. */
export function stopperOf(state: EngineState, download: DownloadState): Hold | null {
  const { status } = download
  if (status === 'queued') return holdOf(state, download)
  if (!isRunning(status)) return null
  // Offline, a run finds out by itself, and better: a system's word on it may be wrong.
  const isSaidOffline = state.network.online === false
  const hold = holdOf(isSaidOffline ? { ...state, network: { ...state.network, online: null } } : state, download)
  // What costs no bytes need not stop: a digest goes on. But where another process may write to the files, nothing of ours may.
  return hold?.reason === 'lock' || status !== 'verifying' ? hold : null
}

/** Whether a download waits for a time of its own, and not for a hold to end. */
export function isBackingOff({ reason, untilMs }: DownloadState): boolean {
  return untilMs !== null && reason !== null && BACKING_OFF.has(reason)
}

/** The state after `before` with what holds at this moment. A clock that was put back, or a sleep over an edge, is seen here too. */
export function atMoment(before: EngineState, after: EngineState, nowMs: number): EngineState {
  return withStop(areHoursStale(before, after, nowMs) ? withHours(after, nowMs) : after, nowMs)
}

function withHours(state: EngineState, nowMs: number): EngineState {
  const { hours, settings, timeZone } = state
  if (settings.schedule === null) return hours === ANY_TIME ? state : { ...state, hours: ANY_TIME }
  return { ...state, hours: hoursAt(settings.schedule, timeZone, nowMs) }
}

/** Whether what the schedule said of an earlier moment is not to be relied on. */
function areHoursStale(before: EngineState, after: EngineState, nowMs: number): boolean {
  const { hours, settings, timeZone } = after
  if (settings.schedule !== before.settings.schedule || timeZone !== before.timeZone) return true
  if (settings.schedule === null) return false
  return hours === ANY_TIME || nowMs < hours.fromMs || (hours.untilMs !== null && nowMs >= hours.untilMs)
}

/** When a hold begins or ends by itself next, epoch milliseconds; null where nothing is on its way or no time is set. */
export function nextEdge(state: EngineState): number | null {
  const edges = [state.hours.untilMs, nextStopEdge(state)].filter((edge) => edge !== null)
  if (edges.length === 0) return null
  for (const { status } of state.downloads.values()) if (isActive(status)) return Math.min(...edges)
  return null
}
