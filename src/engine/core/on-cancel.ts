import { isActive } from './download.js'
import type { DownloadState } from './download-state.js'
import { settle, stop } from './end-run.js'
import { NO_EXEMPTION } from './exemptions.js'
import type { Change } from './on-command.js'
import { CALM, nothingOf } from './on-download.js'
import { endUpdate } from './on-update.js'
import { type EngineState, withDownload } from './state.js'
import { FETCH } from './task.js'

/** Ends a download that is not complete. Its partial goes, unless it is to be kept. */
export function cancel(state: EngineState, id: string, found: DownloadState, keepPartial: boolean): Change {
  if (found.status === 'completed') return { state, effects: [] }
  if (found.version.installed !== null) return endUpdate(state, found, found.version.installed)
  if (found.task.type === 'verify' && isActive(found.status)) return endCheck(state, id, found)
  const ended = { ...CALM, ...NO_EXEMPTION, ...settle(found) }
  const cancelled: Partial<DownloadState> = { ...ended, status: 'cancelled', task: FETCH, error: null }
  if (keepPartial) return { state: withDownload(state, id, cancelled), effects: stop(found) }
  return {
    // Asked for again, it starts from nothing: what the stopped run reports by then is about bytes that are deleted.
    state: withDownload(state, id, { ...cancelled, ...nothingOf(found.files), run: 0 }),
    effects: state.owner
      ? [...stop(found), { type: 'discard', id, model: found.model, version: found.version }]
      : stop(found),
  }
}

/** Ends a check early. The model is what it was: complete, as far as anybody knows. */
export function endCheck(state: EngineState, id: string, found: DownloadState): Change {
  if (!isActive(found.status)) return { state, effects: [] }
  const ended: Partial<DownloadState> = { ...CALM, ...settle(found), status: 'completed', task: FETCH, error: null }
  return { state: withDownload(state, id, ended), effects: stop(found) }
}
