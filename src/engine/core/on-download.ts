import { isActive, type Priority } from './download.js'
import { type DownloadState, newDownload, receivedBytes } from './download-state.js'
import { EngineError } from './errors.js'
import type { CheckedDownload } from './input.js'
import type { Model } from './model.js'
import { beginUpdate, type Updated, usableVersion } from './on-update.js'
import { checkPriority } from './priority.js'
import { checkReplaceable, differences, renewed } from './same-model.js'
import { type EngineState, withDownload } from './state.js'
import { FETCH } from './task.js'
import { isDeclaredUpdate, offerOf } from './version.js'

/** What a status carries only where it says so. */
export const CALM = { reason: null, untilMs: null } as const

/**
 * Takes the request for a model: a new download, or the one there is goes on.
 *
 * @throws EngineError `invalid-model` or `invalid-command`
 */
export function onDownload(state: EngineState, { model, priority }: CheckedDownload, nowMs: number): EngineState {
  if (priority !== undefined) checkPriority(priority)
  const found = state.downloads.get(model.id)
  if (found === undefined) {
    if (model.files.length === 0) {
      throw new EngineError(
        'invalid-model',
        `Nothing is known of model "${model.id}" but its id. Give it a url, or files.`,
      )
    }
    checkFolder(state, model.id)
    const fresh = newDownload(model, priority ?? 'normal', nowMs)
    const downloads = new Map(state.downloads).set(model.id, fresh)
    return { ...state, downloads, order: [...state.order, model.id] }
  }
  if (!state.owner && !isActive(found.status) && found.status !== 'completed') checkOwner(state, model.id)
  if (!state.owner && state.journalled.has(model.id)) return state
  const different = differences(found.model, model)
  const isSame = different.length === 0
  const { installed } = found.version
  // What is usable is there; that a newer one is on its way changes nothing about it.
  if (!isSame && installed !== null && isSameSource(installed.model, model)) return state
  if (!isSame) checkReplaceable(model.id, installed === null ? found.status : 'paused', found.model, different)
  if (isActive(found.status)) return again(state, found, model, priority ?? found.priority)
  const change = isSame ? { model: renewed(found.model, model), task: FETCH } : replaced(found, model, nowMs)
  return requeue(withDownload(state, model.id, { ...change, priority: priority ?? found.priority }), model.id, found)
}

/**
 * A model that is usable and asked for as another version is updated. What is usable, or on its way, is not updated to itself.
 *
 * @returns null where it is no update
 * @throws EngineError `invalid-command` or `locked`
 */
export function onNewerVersion(state: EngineState, { model, priority }: CheckedDownload): Updated | null {
  const found = state.downloads.get(model.id)
  const old = found === undefined ? null : usableVersion(found)
  if (found === undefined || old === null || !isDeclaredUpdate(old.model, model)) return null
  const isUnderWay = found.version.installed !== null && isSameSource(found.model, model)
  if (isUnderWay) return null
  if (priority !== undefined) checkPriority(priority)
  checkOwner(state, model.id)
  const asked = priority === undefined ? found : { ...found, priority }
  return beginUpdate(state, asked, offerOf(old.model, old.files, model))
}

/** Asked for while it is on its way: there is one download. A new link is for the next run; the one under way has its own. */
function again(state: EngineState, found: DownloadState, asked: Model, priority: Priority): EngineState {
  const model = renewed(found.model, asked)
  const isSame = model === found.model && priority === found.priority
  return isSame ? state : withDownload(state, model.id, { model, priority })
}

/** Another model under the same id. What its predecessor's run still reports is none of its own: no run is its own yet. */
function replaced(found: DownloadState, model: Model, nowMs: number): Partial<DownloadState> {
  const isLess = receivedBytes(found.files) > 0
  const version = { ...found.version, offer: null }
  return { ...newDownload(model, found.priority, nowMs), version, restarts: found.restarts + (isLess ? 1 : 0) }
}

/** Puts a download in line again, with its tries counted anew. */
export function requeue(state: EngineState, id: string, found: DownloadState): EngineState {
  if (found.status === 'completed' || found.status === 'cancelled') {
    // What is on disk may have changed since: the run looks.
    const { files } = state.downloads.get(id) as DownloadState
    return withDownload(state, id, {
      ...CALM,
      ...nothingOf(files),
      status: 'queued',
      attempt: 0,
      mostBytes: 0,
      error: null,
      unverified: false,
    })
  }
  const mostBytes = receivedBytes(found.files)
  const retries = found.retries + (found.status === 'failed' ? 1 : 0)
  return withDownload(state, id, { ...CALM, status: 'queued', attempt: 0, retries, mostBytes, error: null })
}

/** No byte of any file. */
export function nothingOf(
  files: DownloadState['files'],
): Pick<DownloadState, 'files' | 'committedBytes' | 'verifiedBytes'> {
  const isNothing = files.every((file) => file.receivedBytes === 0)
  const emptied = isNothing ? files : files.map((file) => ({ ...file, receivedBytes: 0 }))
  return { files: emptied, committedBytes: 0, verifiedBytes: 0 }
}

/**
 * While another process owns the directory, what is in its journal is its to change.
 *
 * @throws EngineError `locked`
 */
export function checkOwner(state: EngineState, id: string): void {
  if (state.owner || !state.journalled.has(id)) return
  throw new EngineError(
    'locked',
    `Model "${id}" is in the hands of another process, which owns the models' directory. Change it there, or close that process.`,
  )
}

/** On many systems "Model" and "model" are one folder. */
function checkFolder(state: EngineState, id: string): void {
  for (const other of state.downloads.keys()) {
    if (other.toLowerCase() === id.toLowerCase()) {
      throw new EngineError(
        'invalid-model',
        `Model "${id}" would share its folder with "${other}" where upper and lower case count as one. Choose another id, or write it the same way.`,
      )
    }
  }
}

function isSameSource(known: Model, asked: Model): boolean {
  return differences(known, asked).length === 0
}
