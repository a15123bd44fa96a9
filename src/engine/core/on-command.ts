import { type DownloadStatus, isActive, isRunning, PRIORITIES } from './download.js'
import type { Effect } from './effect.js'
import { EngineError } from './errors.js'
import type { CheckedCommand, CheckedDownload } from './input.js'
import type { Model } from './model.js'
import { checkSettings } from './settings.js'
import { type DownloadState, type EngineState, newDownload, withDownload } from './state.js'

export interface Change {
  readonly state: EngineState
  readonly effects: readonly Effect[]
}

/** Statuses from which a person can make a download go on. */
const CAN_GO_ON: ReadonlySet<DownloadStatus> = new Set(['paused', 'waiting', 'failed', 'cancelled'])

const CALM = { reason: null, untilMs: null, throughput: null, hashing: null } as const

/**
 * Carries out a command.
 *
 * @throws EngineError where it is refused; nothing has changed then.
 */
export function onCommand(state: EngineState, command: CheckedCommand, nowMs: number): Change {
  if (!state.capabilities.commands.includes(command.type)) {
    throw new EngineError('unsupported', `This engine cannot carry out "${String(command.type)}". Its capabilities list what it can.`)
  }
  switch (command.type) {
    case 'download':
      return only(download(state, command, nowMs))
    case 'configure':
      return only({ ...state, settings: { ...state.settings, ...checkSettings(command.settings, state.capabilities.settings) } })
    case 'move':
      return only(move(state, command.id, command.beforeId))
    default:
      return onOne(state, command, find(state, command.id))
  }
}

function onOne(
  state: EngineState,
  command: Exclude<CheckedCommand, { type: 'download' | 'configure' | 'move' }>,
  found: DownloadState,
): Change {
  const { id } = command
  switch (command.type) {
    case 'pause':
      return isActive(found.status)
        ? { state: withDownload(state, id, { ...CALM, ...account(found), status: 'paused', error: null }), effects: stop(found) }
        : only(state)
    case 'resume':
    case 'retry':
      return only(CAN_GO_ON.has(found.status) ? requeue(state, id, found) : state)
    case 'prioritize':
      if (!PRIORITIES.includes(command.priority)) {
        throw new EngineError('invalid-command', `A priority is one of ${PRIORITIES.join(', ')}.`)
      }
      return only(found.priority === command.priority ? state : withDownload(state, id, { priority: command.priority }))
    case 'cancel':
      return cancel(state, id, found, command.keepPartial ?? false)
    case 'remove':
      return remove(state, id, found)
    case 'verify':
      throw new EngineError('unsupported', 'This engine cannot verify a model again. Its capabilities list what it can.')
  }
}

function download(state: EngineState, { model, priority }: CheckedDownload, nowMs: number): EngineState {
  const found = state.downloads.get(model.id)
  if (found === undefined) {
    if (model.files.length === 0) {
      throw new EngineError('invalid-model', `Nothing is known of model "${model.id}" but its id. Give it a url, or files.`)
    }
    const fresh = newDownload(model, priority ?? 'normal', nowMs)
    const downloads = new Map(state.downloads).set(model.id, fresh)
    return { ...state, downloads, order: [...state.order, model.id] }
  }
  const isSame = model.files.length === 0 || isSameSource(found.model, model)
  if (isActive(found.status)) {
    if (!isSame) {
      throw new EngineError(
        'invalid-model',
        `Model "${model.id}" is being downloaded already, from another URL or with another digest. Cancel that download first, or give this model an id of its own.`,
      )
    }
    return priority === undefined || priority === found.priority ? state : withDownload(state, model.id, { priority })
  }
  const wanted: Partial<DownloadState> = priority === undefined ? {} : { priority }
  const replaced = isSame ? wanted : { ...newDownload(model, priority ?? found.priority, nowMs), run: found.run }
  return requeue(withDownload(state, model.id, replaced), model.id, found)
}

function requeue(state: EngineState, id: string, found: DownloadState): EngineState {
  if (found.status === 'completed' || found.status === 'cancelled') {
    // What is on disk may have changed since: the run looks.
    const files = (state.downloads.get(id) as DownloadState).files.map((file) => ({ ...file, receivedBytes: 0 }))
    return withDownload(state, id, { ...CALM, status: 'queued', attempt: 0, error: null, files, verifiedBytes: 0, committedBytes: 0 })
  }
  return withDownload(state, id, { ...CALM, status: 'queued', attempt: 0, error: null })
}

function cancel(state: EngineState, id: string, found: DownloadState, keepPartial: boolean): Change {
  if (found.status === 'completed') return only(state)
  const cancelled: Partial<DownloadState> = { ...CALM, ...account(found), status: 'cancelled', error: null }
  if (keepPartial) return { state: withDownload(state, id, cancelled), effects: stop(found) }
  const files = found.files.map((file) => ({ ...file, receivedBytes: 0 }))
  return {
    state: withDownload(state, id, { ...cancelled, files, committedBytes: 0, verifiedBytes: 0 }),
    effects: state.owner ? [...stop(found), { type: 'discard', id, model: found.model }] : [],
  }
}

function remove(state: EngineState, id: string, found: DownloadState): Change {
  if (!state.owner) {
    throw new EngineError('locked', `Model "${id}" cannot be removed here: another process owns the models' directory. Remove it there, or close that process.`)
  }
  const downloads = new Map(state.downloads)
  downloads.delete(id)
  const order = state.order.filter((other) => other !== id)
  return { state: { ...state, downloads, order }, effects: [...stop(found), { type: 'erase', id, model: found.model }] }
}

function move(state: EngineState, id: string, beforeId: string | null): EngineState {
  find(state, id)
  if (beforeId !== null) find(state, beforeId)
  if (id === beforeId) return state
  const order = state.order.filter((other) => other !== id)
  order.splice(beforeId === null ? order.length : order.indexOf(beforeId), 0, id)
  return order.every((other, at) => other === state.order[at]) ? state : { ...state, order }
}

function find(state: EngineState, id: string): DownloadState {
  const found = state.downloads.get(id)
  if (found === undefined) {
    throw new EngineError('unknown-download', `There is no download of model ${JSON.stringify(id)}. Ask for it by the download command first.`)
  }
  return found
}

function stop(found: DownloadState): readonly Effect[] {
  return isRunning(found.status) ? [{ type: 'stop', id: found.model.id, run: found.run }] : []
}

/** Keeps the bytes and time of a run that is being stopped in the average. */
function account({ throughput, pastBytes, pastMs }: DownloadState): Partial<DownloadState> {
  if (throughput === null) return {}
  return {
    pastBytes: pastBytes + throughput.seenBytes - throughput.startBytes,
    pastMs: pastMs + (throughput.seenAtMs - throughput.startedAtMs),
  }
}

function isSameSource(known: Model, asked: Model): boolean {
  return (
    known.files.length === asked.files.length &&
    known.files.every((file, at) => {
      const other = asked.files[at]
      if (other === undefined || other.path !== file.path) return false
      const isSameDigest = file.sha256 !== null && file.sha256 === other.sha256
      return isSameDigest || (file.sha256 === other.sha256 && file.urls.join('\n') === other.urls.join('\n'))
    })
  )
}

function only(state: EngineState): Change {
  return { state, effects: [] }
}
