import { isRunning } from './download.js'
import type { DownloadState } from './download-state.js'
import { URGENCIES, urgencyOf } from './priority.js'
import { backoffBound } from './retry.js'
import type { EngineState } from './state.js'

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
export function displaced(state: EngineState, nowMs: number): readonly string[] {
  const running = leastUrgentFirst(state)
  const tooMany = Math.max(0, running.length - state.settings.concurrency)
  const gone = running.slice(0, tooMany)
  return [...gone, ...claims(state, running.slice(tooMany), nowMs).due.map(({ victim }) => victim)]
}

/** When an essential download that failed may take a slot next, epoch milliseconds; null where none waits for one. */
export function nextClaim(state: EngineState, nowMs: number): number | null {
  // A common case, and asked for at each word of a run.
  if (!state.order.some((id) => hasFailedUrgently(get(state, id)))) return null
  const { later } = claims(state, leastUrgentFirst(state), nowMs)
  return later.length === 0 ? null : Math.min(...later.map(({ atMs }) => atMs))
}

interface SlotClaim {
  readonly victim: string
  readonly atMs: number
}

/** Which slots essential downloads take: now, or when those that have them have had their turn. */
function claims(
  state: EngineState,
  running: readonly string[],
  nowMs: number,
): { readonly due: readonly SlotClaim[]; readonly later: readonly SlotClaim[] } {
  const due: SlotClaim[] = []
  const later: SlotClaim[] = []
  // While downloads are stopped for somebody, nothing could begin in a slot that is taken.
  if (state.stop !== null || state.link !== 'open') return { due, later }
  const fetching = running.filter((id) => get(state, id).status !== 'verifying')
  const free = state.settings.concurrency - running.length
  for (const id of queueOrder(state).slice(Math.max(0, free))) {
    const [victim] = fetching
    if (victim === undefined || urgency(state, id) < URGENCIES.essential) break
    if (urgency(state, victim) >= urgency(state, id)) break
    const atMs = turnEndsAt(state, id, victim, nowMs)
    if (atMs > nowMs) later.push({ victim, atMs })
    else {
      due.push({ victim, atMs })
      fetching.shift()
    }
  }
  return { due, later }
}

/**
 * When one download may take another's slot. What has failed would stop the other at each of its tries, so it leaves it a turn of the
 * longest time that a try is put off by: a short one after the first failure, a minute when it has failed often.
 */
function turnEndsAt({ downloads, retry }: EngineState, id: string, victim: string, nowMs: number): number {
  const { attempt } = downloads.get(id) as DownloadState
  const { slotAtMs } = downloads.get(victim) as DownloadState
  // A clock that was put back shall keep nobody waiting.
  return attempt === 0 || slotAtMs > nowMs ? nowMs : slotAtMs + backoffBound(retry, attempt)
}

function hasFailedUrgently({ status, attempt, priority }: DownloadState): boolean {
  return status === 'queued' && attempt > 0 && urgencyOf(priority) >= URGENCIES.essential
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
