import { isActive, isRunning, type WaitingReason } from './download.js'
import { ANY_TIME, hoursAt } from './hours.js'
import type { DownloadState, EngineState } from './state.js'

/** What keeps a download from running, though nothing is wrong with the download itself. */
export interface Hold {
  readonly reason: WaitingReason
  /** When it ends by itself, epoch milliseconds; null where that is not known. */
  readonly untilMs: number | null
}

const LOCK: Hold = { reason: 'lock', untilMs: null }
const OFFLINE: Hold = { reason: 'offline', untilMs: null }
const METERED: Hold = { reason: 'metered', untilMs: null }

/** What holds a download; null where it may run. Of several, the one that a person can do least about. */
export function holdOf(state: EngineState, download: DownloadState): Hold | null {
  const { network, settings, hours } = state
  if (!state.owner) return LOCK
  if (network.online === false) return OFFLINE
  const isMeteredAllowed = settings.metered === 'allow' || (settings.metered === 'ask' && download.allowMetered)
  if (network.metered === true && !isMeteredAllowed) return METERED
  if (!hours.isOpen && !download.startNow) return { reason: 'schedule', untilMs: hours.untilMs }
  return null
}

/** Whether a hold ends what a download in this status does. */
export function isStoppedBy({ reason }: Hold, { status }: DownloadState): boolean {
  if (status === 'queued') return true
  // Another process may write to the files now: nothing of ours may.
  if (reason === 'lock') return isRunning(status)
  // Offline, a run finds out by itself, and better: a system's word on it may be wrong.
  if (reason === 'offline') return false
  // What costs no bytes need not stop: a digest goes on.
  return status === 'preparing' || status === 'downloading'
}

/** Whether a download waits for a time of its own, and not for a hold to end. */
export function isBackingOff({ reason, untilMs }: DownloadState): boolean {
  return untilMs !== null && (reason === 'retry' || reason === 'rate-limited' || reason === 'lock')
}

/** The state with what its schedule says of now. A clock that was put back, or a sleep over an edge, is seen here too. */
export function withHours(state: EngineState, nowMs: number): EngineState {
  const { hours, settings, timeZone } = state
  if (settings.schedule === null) return hours === ANY_TIME ? state : { ...state, hours: ANY_TIME }
  return { ...state, hours: hoursAt(settings.schedule, timeZone, nowMs) }
}

/** Whether what the schedule said still holds. */
export function areHoursStale(before: EngineState, after: EngineState, nowMs: number): boolean {
  const { hours, settings, timeZone } = after
  if (settings.schedule !== before.settings.schedule || timeZone !== before.timeZone) return true
  if (settings.schedule === null) return false
  return hours === ANY_TIME || nowMs < hours.fromMs || (hours.untilMs !== null && nowMs >= hours.untilMs)
}

/** When a hold begins or ends by itself next, epoch milliseconds; null where nothing is on its way or no time is set. */
export function nextEdge({ hours, downloads }: EngineState): number | null {
  if (hours.untilMs === null) return null
  for (const { status } of downloads.values()) if (isActive(status)) return hours.untilMs
  return null
}
