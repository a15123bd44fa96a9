import { isRunning, PRIORITIES, type WaitingReason } from './download.js'
import type { Effect } from './effect.js'
import { settle, stop } from './end-run.js'
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
  const effects: Effect[] = []
  let next = state
  for (const [id, download] of state.downloads) {
    if (blocked === null || !isHeldBy(blocked, download)) continue
    effects.push(...stop(download))
    next = withDownload(next, id, { ...settle(download), status: 'waiting', reason: blocked, untilMs: null })
  }
  next = releaseWaiting(next, blocked, nowMs)
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

function isHeldBy(reason: WaitingReason, { status }: DownloadState): boolean {
  if (status === 'queued') return true
  // Another process may write to the files now: nothing of ours may. What only costs the user bytes need not stop a digest.
  if (reason === 'lock') return isRunning(status)
  // Offline, a run finds out by itself, and better: a system's word on it may be wrong.
  return reason === 'metered' && (status === 'preparing' || status === 'downloading')
}

function releaseWaiting(state: EngineState, blocked: WaitingReason | null, nowMs: number): EngineState {
  let next = state
  for (const [id, { status, reason, untilMs }] of state.downloads) {
    if (status !== 'waiting') continue
    const isHeld = untilMs === null
    const isDue = untilMs !== null && untilMs <= nowMs
    if (blocked === null) {
      if (isHeld || isDue) next = withDownload(next, id, { status: 'queued', reason: null, untilMs: null, error: null })
      continue
    }
    if (isDue || (isHeld && reason !== blocked)) next = withDownload(next, id, { reason: blocked, untilMs: null })
  }
  return next
}

function countRunning(state: EngineState): number {
  let running = 0
  for (const { status } of state.downloads.values()) if (isRunning(status)) running += 1
  return running
}
