import { isActive } from './download.js'
import type { DownloadState } from './download-state.js'
import { settle, stop } from './end-run.js'
import { EngineError } from './errors.js'
import type { CheckedAdopt } from './input.js'
import { cancel } from './on-cancel.js'
import type { Change } from './on-command.js'
import { CALM, checkOwner, onDownload } from './on-download.js'
import { type EngineState, withDownload } from './state.js'
import { VERIFY } from './task.js'

/**
 * Has a completed model hashed again. One that is on its way is proved at its end anyway.
 *
 * @throws EngineError `invalid-command` for a model that is not complete
 */
export function verify(state: EngineState, id: string, found: DownloadState): Change {
  if (isActive(found.status)) return { state, effects: [] }
  if (found.status !== 'completed' && found.task.type !== 'verify') {
    throw new EngineError(
      'invalid-command',
      `Model "${id}" is not complete, so there is nothing to verify yet. Resume its download: every file is proved before it gets its name.`,
    )
  }
  const line: Partial<DownloadState> = {
    ...CALM,
    status: 'queued',
    task: VERIFY,
    verifiedBytes: 0,
    attempt: 0,
    error: null,
  }
  return { state: withDownload(state, id, line), effects: [] }
}

/**
 * Takes a model over from where the user has it, in the place of a download of it. One that is complete stays as it is.
 *
 * @throws EngineError `invalid-model`, `locked`
 */
export function adopt(state: EngineState, command: CheckedAdopt, nowMs: number): Change {
  const { model, location, link = false } = command
  checkOwner(state, model.id)
  const found = state.downloads.get(model.id)
  if (found?.status === 'completed' || found?.task.type === 'verify') return { state, effects: [] }
  const asked = onDownload(state, { type: 'download', model }, nowMs)
  const wanted: Partial<DownloadState> = { task: { type: 'adopt', location, link } }
  if (found === undefined || !isActive(found.status))
    return { state: withDownload(asked, model.id, wanted), effects: [] }
  const { task } = found
  if (task.type === 'adopt' && task.location === location && task.link === link) return { state, effects: [] }
  const line: Partial<DownloadState> = {
    ...wanted,
    ...CALM,
    ...settle(found),
    status: 'queued',
    attempt: 0,
    error: null,
  }
  return { state: withDownload(asked, model.id, line), effects: stop(found) }
}

/**
 * Deletes one partial.
 *
 * @throws EngineError `invalid-command` where the download is on its way
 */
export function discard(state: EngineState, id: string, found: DownloadState): Change {
  if (isActive(found.status)) {
    throw new EngineError(
      'invalid-command',
      `Model "${id}" is on its way, so what is here of it is not discarded. Pause or cancel its download first.`,
    )
  }
  return cancel(state, id, found, false)
}

/**
 * Deletes partials that are old enough, of downloads that a person or an error has ended.
 *
 * @throws EngineError `locked`
 */
export function sweep(state: EngineState, ids: readonly string[]): Change {
  if (!state.owner) {
    throw new EngineError(
      'locked',
      "Another process owns the models' directory, so nothing in it is deleted from here. Sweep it there, or close that process.",
    )
  }
  let change: Change = { state, effects: [] }
  for (const id of ids) {
    const found = change.state.downloads.get(id)
    if (found === undefined || isActive(found.status)) continue
    const next = cancel(change.state, id, found, false)
    change = { state: next.state, effects: [...change.effects, ...next.effects] }
  }
  return change
}
