import { type DownloadStatus, isRunning, PRIORITIES, type WaitingReason } from './download.js'
import type { Effect } from './effect.js'
import { type DownloadState, type EngineState, withDownload } from './state.js'

/** Ids of queued downloads, next first: by priority, then in the user's order. */
export function queueOrder(state: EngineState): readonly string[] {
  const rank = (id: string): number => PRIORITIES.indexOf((state.downloads.get(id) as DownloadState).priority)
  return state.order.filter((id) => state.downloads.get(id)?.status === 'queued').sort((a, b) => rank(a) - rank(b))
}

/** Lets waiting downloads go on whose reason is gone, then fills the free slots from the queue. */
export function fillSlots(state: EngineState, nowMs: number): { state: EngineState; effects: readonly Effect[] } {
  if (state.link !== 'open') return { state, effects: [] }
  const blocked = blockedReason(state)
  let next = blocked === null ? state : holdQueued(state, blocked)
  next = releaseWaiting(next, blocked, nowMs)
  const effects: Effect[] = []
  let free = next.settings.concurrency - countRunning(next)
  for (const id of queueOrder(next)) {
    if (free <= 0) break
    free -= 1
    const run = next.lastRun + 1
    const { model } = next.downloads.get(id) as DownloadState
    next = { ...withDownload(next, id, { status: 'preparing', run, throughput: null, error: null }), lastRun: run }
    effects.push({ type: 'start', id, run, model })
  }
  return { state: next, effects }
}

/** The earliest time at which a waiting download goes on by itself; null where none does. */
export function nextWake(state: EngineState): number | null {
  let earliest: number | null = null
  for (const { status, untilMs } of state.downloads.values()) {
    if (status === 'waiting' && untilMs !== null && (earliest === null || untilMs < earliest)) earliest = untilMs
  }
  return earliest
}

function blockedReason(state: EngineState): WaitingReason | null {
  if (!state.owner) return 'lock'
  if (state.network.online === false) return 'offline'
  if (state.network.metered === true && state.settings.metered !== 'allow') return 'metered'
  return null
}

function holdQueued(state: EngineState, reason: WaitingReason): EngineState {
  return mapStatus(state, 'queued', () => ({ status: 'waiting', reason, untilMs: null }))
}

function releaseWaiting(state: EngineState, blocked: WaitingReason | null, nowMs: number): EngineState {
  return mapStatus(state, 'waiting', (download) => {
    const isHeld = download.untilMs === null
    const isDue = download.untilMs !== null && download.untilMs <= nowMs
    if (blocked === null) return isHeld || isDue ? { status: 'queued', reason: null, untilMs: null } : null
    return isDue || (isHeld && download.reason !== blocked) ? { reason: blocked, untilMs: null } : null
  })
}

function mapStatus(
  state: EngineState,
  status: DownloadStatus,
  change: (download: DownloadState) => Partial<DownloadState> | null,
): EngineState {
  let next = state
  for (const [id, download] of state.downloads) {
    if (download.status !== status) continue
    const changed = change(download)
    if (changed !== null) next = withDownload(next, id, changed)
  }
  return next
}

function countRunning(state: EngineState): number {
  let running = 0
  for (const { status } of state.downloads.values()) if (isRunning(status)) running += 1
  return running
}
