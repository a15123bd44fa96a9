import { isRunning } from './download.js'
import type { DownloadState } from './download-state.js'
import type { Effect } from './effect.js'
import { settle, stop } from './end-run.js'
import { holdOf, isBackingOff, nextEdge, stopperOf } from './holds.js'
import { nextProbe } from './probes.js'
import { displaced, nextClaim, queueOrder } from './slots.js'
import { type EngineState, withDownload } from './state.js'

/** Lets waiting downloads go on whose reason is gone, takes slots from whom they are not any more, then fills the free ones from the queue. */
export function fillSlots(state: EngineState, nowMs: number): { state: EngineState; effects: readonly Effect[] } {
  if (state.link !== 'open') return { state, effects: [] }
  const effects: Effect[] = []
  let next = state
  for (const [id, download] of state.downloads) {
    const hold = stopperOf(state, download)
    if (hold === null) continue
    effects.push(...stop(download))
    next = withDownload(next, id, { ...settle(download), status: 'waiting', ...hold })
  }
  next = releaseWaiting(next, nowMs)
  // While downloads are stopped for somebody, what began would have to stop at once.
  const isStopped = next.stop !== null
  for (const id of displaced(next, nowMs)) {
    const download = next.downloads.get(id) as DownloadState
    effects.push(...stop(download))
    next = withDownload(next, id, { ...settle(download), status: 'queued' })
  }
  let free = isStopped ? 0 : next.settings.concurrency - countRunning(next)
  for (const id of queueOrder(next)) {
    if (free <= 0) break
    free -= 1
    const run = next.lastRun + 1
    const { model, version, task } = next.downloads.get(id) as DownloadState
    next = {
      ...withDownload(next, id, { status: 'preparing', run, slotAtMs: nowMs, throughput: null, error: null }),
      lastRun: run,
    }
    effects.push({ type: 'start', id, run, model, version, task })
  }
  return { state: next, effects }
}

/** The earliest time at which something changes by itself: a waiting download goes on, a window opens or closes, an origin is asked; null where nothing does. */
export function nextWake(state: EngineState, nowMs: number): number | null {
  const times = [nextEdge(state), nextProbe(state), nextClaim(state, nowMs)].filter((time) => time !== null)
  let earliest: number | null = times.length === 0 ? null : Math.min(...times)
  for (const { status, untilMs } of state.downloads.values()) {
    if (status === 'waiting' && untilMs !== null && (earliest === null || untilMs < earliest)) earliest = untilMs
  }
  return earliest
}

function releaseWaiting(state: EngineState, nowMs: number): EngineState {
  let next = state
  for (const [id, download] of state.downloads) {
    const { status, reason, untilMs } = download
    if (status !== 'waiting' || (isBackingOff(download) && (untilMs as number) > nowMs)) continue
    const hold = holdOf(state, download)
    if (hold === null) next = withDownload(next, id, { status: 'queued', reason: null, untilMs: null, error: null })
    else if (reason !== hold.reason || untilMs !== hold.untilMs) next = withDownload(next, id, { ...hold })
  }
  return next
}

function countRunning(state: EngineState): number {
  let running = 0
  for (const { status } of state.downloads.values()) if (isRunning(status)) running += 1
  return running
}
