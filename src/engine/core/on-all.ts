import { isActive } from './download.js'
import type { DownloadState } from './download-state.js'
import type { Effect } from './effect.js'
import { settle, stop } from './end-run.js'
import { NO_EXEMPTION } from './exemptions.js'
import { endCheck } from './on-cancel.js'
import { CALM, checkOwner, requeue } from './on-download.js'
import { type EngineState, withDownload } from './state.js'

/** A pause: what was under way is stopped by the user. */
export function pauseOne(
  state: EngineState,
  id: string,
  found: DownloadState,
): { state: EngineState; effects: readonly Effect[] } {
  if (!isActive(found.status)) return { state, effects: [] }
  if (found.task.type === 'verify') return endCheck(state, id, found)
  const paused: Partial<DownloadState> = { ...CALM, ...NO_EXEMPTION, ...settle(found), status: 'paused', error: null }
  return { state: withDownload(state, id, paused), effects: stop(found) }
}

/**
 * Pauses all that run or wait.
 *
 * @throws EngineError `locked` where one of them is another process's
 */
export function pauseAll(state: EngineState): { state: EngineState; effects: readonly Effect[] } {
  const effects: Effect[] = []
  let next = state
  for (const [id, found] of state.downloads) {
    if (!isActive(found.status)) continue
    checkOwner(state, id)
    const paused = pauseOne(next, id, found)
    next = paused.state
    effects.push(...paused.effects)
  }
  return { state: next, effects }
}

/**
 * Goes on with all that are paused, one by one or together: who says "all" means all.
 *
 * @throws EngineError `locked` where one of them is another process's
 */
export function resumeAll(state: EngineState): EngineState {
  let next = state
  for (const [id, found] of state.downloads) {
    if (found.status !== 'paused') continue
    checkOwner(state, id)
    next = requeue(next, id, found)
  }
  return next
}
