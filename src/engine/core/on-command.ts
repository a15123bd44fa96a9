import type { DownloadStatus } from './download.js'
import type { DownloadState } from './download-state.js'
import type { Effect } from './effect.js'
import { stop } from './end-run.js'
import { EngineError } from './errors.js'
import { exempt } from './exemptions.js'
import type { CheckedCommand } from './input.js'
import { pauseAll, pauseOne, resumeAll } from './on-all.js'
import { cancel } from './on-cancel.js'
import { checkOwner, onDownload, onNewerVersion, requeue } from './on-download.js'
import { adopt, discard, sweep, verify } from './on-storage.js'
import { onCheck, onUpdate } from './on-update.js'
import { checkPriority } from './priority.js'
import { checkSettings } from './settings.js'
import { type EngineState, withDownload } from './state.js'
import { onYield } from './yields.js'

export interface Change {
  readonly state: EngineState
  readonly effects: readonly Effect[]
}

/** Statuses from which a person can make a download go on. */
const CAN_GO_ON: ReadonlySet<DownloadStatus> = new Set(['paused', 'waiting', 'failed', 'cancelled'])

/**
 * Carries out a command.
 *
 * @throws EngineError where it is refused; nothing has changed then.
 */
export function onCommand(state: EngineState, command: CheckedCommand, nowMs: number): Change {
  if (!state.capabilities.commands.includes(command.type)) {
    throw new EngineError(
      'unsupported',
      `This engine cannot carry out "${String(command.type)}". Its capabilities list what it can.`,
    )
  }
  switch (command.type) {
    case 'download':
      return downloadOrUpdate(state, command, nowMs)
    case 'check':
      checkOwner(state, command.model.id)
      return onCheck(state, find(state, command.model.id), command.model)
    case 'configure':
      return only({
        ...state,
        settings: { ...state.settings, ...checkSettings(command.settings, state.capabilities.settings) },
      })
    case 'pauseAll':
      return pauseAll(state)
    case 'resumeAll':
      return only(resumeAll(state))
    case 'yield':
      return only(onYield(state, command))
    case 'adopt':
      return adopt(state, command, nowMs)
    case 'sweep':
      return sweep(state, command.ids)
    case 'move':
      checkOwner(state, command.id)
      return only(move(state, command.id, command.beforeId))
    default:
      checkOwner(state, command.id)
      return onOne(state, command, find(state, command.id))
  }
}

function onOne(
  state: EngineState,
  command: Exclude<
    CheckedCommand,
    { type: 'download' | 'configure' | 'move' | 'adopt' | 'sweep' | 'check' | 'pauseAll' | 'resumeAll' | 'yield' }
  >,
  found: DownloadState,
): Change {
  const { id } = command
  switch (command.type) {
    case 'pause':
      return pauseOne(state, id, found)
    case 'resume':
    case 'retry':
      return only(exempt(CAN_GO_ON.has(found.status) ? requeue(state, id, found) : state, id, command))
    case 'prioritize':
      checkPriority(command.priority)
      return only(found.priority === command.priority ? state : withDownload(state, id, { priority: command.priority }))
    case 'cancel':
      return cancel(state, id, found, command.keepPartial ?? false)
    case 'remove':
      return remove(state, id, found)
    case 'update':
      return onUpdate(state, found, requeue)
    case 'verify':
      return verify(state, id, found)
    case 'discard':
      return discard(state, id, found)
  }
}

function downloadOrUpdate(
  state: EngineState,
  command: Extract<CheckedCommand, { type: 'download' }>,
  nowMs: number,
): Change {
  const { id } = command.model
  const update = onNewerVersion(state, command)
  if (update !== null) return { ...update, state: exempt(update.state, id, command) }
  const before = state.downloads.get(id)
  const next = exempt(onDownload(state, command, nowMs), id, command)
  return { state: next, effects: droppedFiles(state, before, next.downloads.get(id)) }
}

/** What is here of files that a corrected model has no more would lie there for ever. */
function droppedFiles(
  { owner }: EngineState,
  before: DownloadState | undefined,
  after: DownloadState | undefined,
): readonly Effect[] {
  if (!owner || before === undefined || after === undefined || before.model === after.model) return []
  const kept = new Set(after.model.files.map(({ path }) => path))
  const files = before.model.files.filter(({ path }) => !kept.has(path))
  if (files.length === 0) return []
  return [{ type: 'discard', id: before.model.id, model: { ...before.model, files }, version: before.version }]
}

function remove(state: EngineState, id: string, found: DownloadState): Change {
  const downloads = new Map(state.downloads)
  downloads.delete(id)
  const order = state.order.filter((other) => other !== id)
  const erase: readonly Effect[] = state.owner
    ? [{ type: 'erase', id, model: found.model, version: found.version }]
    : []
  return { state: { ...state, downloads, order }, effects: [...stop(found), ...erase] }
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
    throw new EngineError(
      'unknown-download',
      `There is no download of model ${JSON.stringify(id)}. Ask for it by the download command first.`,
    )
  }
  return found
}

function only(state: EngineState): Change {
  return { state, effects: [] }
}
