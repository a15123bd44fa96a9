import type { Receipt } from './command.js'
import { isActive, isRunning } from './download.js'
import type { DownloadState } from './download-state.js'
import type { Effect } from './effect.js'
import { settle, stop } from './end-run.js'
import { type ErrorData, isEngineError, toErrorData } from './errors.js'
import { atMoment } from './holds.js'
import type { Input } from './input.js'
import { limitOf } from './limit.js'
import { type Change, onCommand } from './on-command.js'
import { onRun } from './on-run.js'
import { onLooked } from './on-update.js'
import { onProbed, sendProbes } from './probes.js'
import { downloadOf, isSameRecord, recordOf } from './record.js'
import { fillSlots, nextWake } from './schedule.js'
import { type EngineState, withDownload } from './state.js'
import { countTraffic } from './traffic.js'

export interface Transition {
  readonly state: EngineState
  /** To be started in this order. */
  readonly effects: readonly Effect[]
  /** The engine's word; null unless the input was a command. */
  readonly receipt: Receipt | null
}

/**
 * The whole engine as a function: what was, what happened, and when, give what is and what to do.
 * No clock, no chance, no I/O: they come in with the input and go out as effects.
 */
export function transition(state: EngineState, input: Input, nowMs: number): Transition {
  if (state.link === 'closed')
    return { state, effects: [], receipt: input.type === 'command' ? refused('closed') : null }
  try {
    const changed = apply(state, input, nowMs)
    const filled = fillSlots(atMoment(state, changed.state, nowMs), nowMs)
    const asked = sendProbes(filled.state, nowMs)
    const wakeAtMs = nextWake(asked.state, nowMs)
    const limit = limitOf(asked.state)
    const isSame = wakeAtMs === asked.state.wakeAtMs && limit === asked.state.limit
    const next = isSame ? asked.state : { ...asked.state, wakeAtMs, limit }
    const saved = [...saves(state, next, input), ...tidies(state, next)]
    const effects = [...changed.effects, ...saved, ...filled.effects, ...asked.effects]
    if (limit !== state.limit) effects.push({ type: 'limit', bytesPerSecond: limit })
    if (next.wakeAtMs !== state.wakeAtMs || input.type === 'woken') effects.push({ type: 'wake', atMs: next.wakeAtMs })
    return { state: next, effects, receipt: input.type === 'command' ? { ok: true } : null }
  } catch (thrown) {
    if (input.type !== 'command' || !isEngineError(thrown)) throw thrown
    return { state, effects: [], receipt: { ok: false, error: toErrorData(thrown) } }
  }
}

function apply(state: EngineState, input: Input, nowMs: number): Change {
  switch (input.type) {
    case 'command':
      return onCommand(state, input.command, nowMs)
    case 'loaded':
      return plain(load(state, input))
    case 'owner':
      return plain(own(state, input.owner))
    case 'network':
      return plain({ ...state, network: input.network })
    case 'looked':
      return plain(onLooked(state, input.id, input.generation, input.sightings))
    case 'tidied':
      return plain(tidied(state, input.id, input.generations))
    case 'storage':
      return plain({ ...state, storage: input.storage })
    case 'broken':
      return breakDownload(state, input.id, input.error)
    case 'probed':
      return plain(onProbed(state, input))
    case 'zone':
      return plain({ ...state, timeZone: input.timeZone })
    case 'woken':
      return plain(state)
    case 'closed':
      return plain({ ...state, link: 'closed' })
    default:
      return plain(onRun(countTraffic(state, input, nowMs), input, nowMs))
  }
}

function load(state: EngineState, input: Extract<Input, { type: 'loaded' }>): EngineState {
  const downloads = new Map(state.downloads)
  const journalled = new Set(input.records.map(({ record }) => record.model.id))
  // Read before and not any more: the owner removed it.
  for (const id of state.journalled) if (!journalled.has(id) && !isRunningHere(state, id)) downloads.delete(id)
  for (const loaded of input.records) {
    const { id } = loaded.record.model
    const shown = downloads.get(id)
    // Read again after another owner's death: its word is newer than what was read before, but not than work of our own.
    if (shown === undefined || !isRunning(shown.status)) downloads.set(id, downloadOf(loaded, input.autoResume))
  }
  const known = input.order.filter((id, at) => downloads.has(id) && input.order.indexOf(id) === at)
  const others = [...downloads.keys()].filter((id) => !known.includes(id))
  const byAge = (a: string, b: string): number => createdAt(downloads, a) - createdAt(downloads, b)
  return { ...state, link: 'open', journalled, downloads, order: [...known, ...others.sort(byAge)] }
}

/** What we wrote into the journal while it was ours is the next owner's, too. */
function own(state: EngineState, owner: boolean): EngineState {
  const isLost = state.owner && !owner
  return { ...state, owner, journalled: isLost ? new Set(state.downloads.keys()) : state.journalled }
}

function isRunningHere(state: EngineState, id: string): boolean {
  const download = state.downloads.get(id)
  return download !== undefined && isRunning(download.status)
}

function breakDownload(state: EngineState, id: string, error: ErrorData): Change {
  const download = state.downloads.get(id)
  if (download === undefined || !isActive(download.status)) return plain(state)
  const failed: Partial<DownloadState> = { ...settle(download), status: 'failed', reason: null, untilMs: null, error }
  return { state: withDownload(state, id, failed), effects: stop(download) }
}

function createdAt(downloads: ReadonlyMap<string, DownloadState>, id: string): number {
  return downloads.get(id)?.createdAtMs ?? 0
}

/** What has to be journalled because of a change. Nothing that was just read, nothing in a directory that is another's. */
function saves(before: EngineState, after: EngineState, input: Input): readonly Effect[] {
  if (input.type === 'loaded' || !after.owner) return []
  const effects: Effect[] = []
  if (before.order !== after.order || !before.owner) effects.push({ type: 'save-order', order: after.order })
  for (const [id, download] of after.downloads) {
    const old = before.owner ? before.downloads.get(id) : undefined
    const isLastWord = input.type === 'closed' && isActive(download.status) && download.retries > 0
    if (old === download && !isLastWord) continue
    if (old === undefined || isLastWord || !isSameRecord(old, download))
      effects.push({ type: 'save', id, record: recordOf(download) })
  }
  return effects
}

/** Folders of versions that were given up: to be deleted when they were, and again by the next owner where that came to nothing. */
function tidies(before: EngineState, after: EngineState): readonly Effect[] {
  if (!after.owner) return []
  const effects: Effect[] = []
  for (const [id, { version }] of after.downloads) {
    const known = before.owner ? before.downloads.get(id)?.version.stale : undefined
    const isNews = version.stale !== known && version.stale.some((one) => known?.includes(one) !== true)
    if (isNews) effects.push({ type: 'tidy', id, generations: version.stale })
  }
  return effects
}

function tidied(state: EngineState, id: string, generations: readonly number[]): EngineState {
  const download = state.downloads.get(id)
  if (download === undefined) return state
  const stale = download.version.stale.filter((one) => !generations.includes(one))
  return withDownload(state, id, { version: { ...download.version, stale } })
}

function plain(state: EngineState): Change {
  return { state, effects: [] }
}

function refused(code: 'closed'): Receipt {
  return {
    ok: false,
    error: {
      code,
      message: 'The engine is closed. Make a new one to download models.',
      retryable: false,
      action: null,
    },
  }
}
