import { isRunning } from './download.js'
import { URGENCIES, urgencyOf } from './priority.js'
import type { DownloadState, EngineState } from './state.js'

/** Ids of queued downloads, next first: by priority, then in the user's order. */
export function queueOrder(state: EngineState): readonly string[] {
  return state.order.filter((id) => state.downloads.get(id)?.status === 'queued').sort((a, b) => compare(state, a, b))
}

/** Ids of running downloads, in the order in which they would give up their slots. */
function leastUrgentFirst(state: EngineState): string[] {
  const running = state.order.filter((id) => isRunning(get(state, id).status)).reverse()
  // A digest that is under way is soon at its end: of two that are equal, the other one goes.
  const rank = (id: string): number => (get(state, id).status === 'verifying' ? 1 : 0)
  return running.sort((a, b) => compare(state, b, a) || rank(a) - rank(b))
}

/**
 * Ids of running downloads that have to go back in line: the least urgent where more run than may, and one for each essential download
 * that would wait while a less urgent one moves bytes. Only `essential` and what is above it takes a slot: all else waits for the
 * next free one, so that nothing that runs is stopped for a whim. What is `verifying` needs no bytes and is left alone.
 */
export function displaced(state: EngineState): readonly string[] {
  const running = leastUrgentFirst(state)
  const tooMany = Math.max(0, running.length - state.settings.concurrency)
  const gone = running.splice(0, tooMany)
  // While downloads are stopped for somebody, nothing could begin in a slot that is taken.
  if (state.stop !== null) return gone
  const fetching = running.filter((id) => get(state, id).status !== 'verifying')
  const free = state.settings.concurrency - running.length
  for (const id of queueOrder(state).slice(Math.max(0, free))) {
    const [victim] = fetching
    if (victim === undefined || urgency(state, id) < URGENCIES.essential) break
    if (urgency(state, victim) >= urgency(state, id)) break
    gone.push(victim)
    fetching.shift()
  }
  return gone
}

/** Negative where `a` comes before `b`. */
function compare(state: EngineState, a: string, b: string): number {
  return urgency(state, b) - urgency(state, a)
}

function urgency(state: EngineState, id: string): number {
  return urgencyOf(get(state, id).priority)
}

function get(state: EngineState, id: string): DownloadState {
  return state.downloads.get(id) as DownloadState
}
