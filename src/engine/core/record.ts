import type { FileProgress, Priority } from './download.js'
import { type DownloadState, newDownload, receivedBytes } from './download-state.js'
import { EngineError, ERROR_ACTIONS, ERROR_CODES, type ErrorData, toErrorData } from './errors.js'
import type { Model } from './model.js'
import { parseModel } from './parse-model.js'
import { parseVersion } from './parse-version.js'
import { isPriority } from './priority.js'
import { parseTask, type Task } from './task.js'
import { openAccount, type Traffic } from './traffic.js'
import type { Version } from './version.js'

/** What a download is meant to be when the engine starts again. */
export const INTENTS = ['active', 'paused', 'failed', 'cancelled', 'completed'] as const

export type Intent = (typeof INTENTS)[number]

/** The durable part of a download: what the journal keeps beside the worth of its bytes. */
export interface DownloadRecord {
  readonly model: Model
  readonly intent: Intent
  readonly priority: Priority
  readonly error: ErrorData | null
  readonly unverified: boolean
  readonly startNow: boolean
  readonly allowMetered: boolean
  /** Failed tries that were repeated, in all. */
  readonly retries: number
  /** How often it had to start over, in all. */
  readonly restarts: number
  readonly version: Version
  /** Where the model is taken over from; null where it is fetched. */
  readonly adopt: { readonly location: string; readonly link: boolean } | null
  readonly createdAtMs: number
}

/** A record as it was read, with what is on disk of it now. */
export interface LoadedRecord {
  readonly record: DownloadRecord
  readonly files: readonly FileProgress[]
  readonly committedBytes: number
  readonly traffic: Traffic
}

export function recordOf(download: DownloadState): DownloadRecord {
  const { model, priority, error, unverified, startNow, allowMetered } = download
  const { retries, restarts, version, task, createdAtMs } = download
  const intent = intentOf(download)
  const adopt = task.type === 'adopt' ? { location: task.location, link: task.link } : null
  const allowed = { unverified, startNow, allowMetered }
  const lasting = { model, intent, priority, ...allowed, retries, restarts, version, adopt, createdAtMs }
  return { ...lasting, error: intent === 'failed' ? error : null }
}

function intentOf(download: DownloadState): Intent {
  // It is whole until the opposite is found, and usable meanwhile.
  if (download.task.type === 'verify' && download.status !== 'failed') return 'completed'
  switch (download.status) {
    case 'paused':
    case 'failed':
    case 'cancelled':
    case 'completed':
      return download.status
    default:
      return 'active'
  }
}

/** Whether two states of a download are to be journalled alike. Tries that are counted meanwhile go with the next word. */
export function isSameRecord(before: DownloadState, after: DownloadState): boolean {
  return (
    before.model === after.model &&
    before.version === after.version &&
    isSameTask(before.task, after.task) &&
    before.priority === after.priority &&
    before.restarts === after.restarts &&
    before.unverified === after.unverified &&
    before.startNow === after.startNow &&
    before.allowMetered === after.allowMetered &&
    intentOf(before) === intentOf(after) &&
    (after.status !== 'failed' || before.error === after.error)
  )
}

function isSameTask(before: Task, after: Task): boolean {
  return before === after || (before.type !== 'adopt' && after.type !== 'adopt')
}

/** The download that a record stands for at the next start. */
export function downloadOf(
  { record, files, committedBytes, traffic }: LoadedRecord,
  autoResume: boolean,
): DownloadState {
  const fresh = newDownload(record.model, record.priority, record.createdAtMs)
  const active = autoResume ? 'queued' : 'paused'
  const status = record.intent === 'active' ? active : record.intent
  const error = status === 'failed' ? (record.error ?? unknownError(record.model.id)) : null
  return {
    ...fresh,
    status,
    files,
    mostBytes: receivedBytes(files),
    committedBytes,
    account: openAccount(traffic),
    retries: record.retries,
    restarts: record.restarts,
    version: record.version,
    error,
    task: parseTask(record.adopt),
    unverified: record.unverified,
    startNow: record.startNow,
    allowMetered: record.allowMetered,
  }
}

/** For a failure whose error was damaged on disk, or is of a newer version. */
function unknownError(id: string): ErrorData {
  const message = `The download of model "${id}" failed earlier, and the record of why cannot be read. What is here is kept: try again.`
  return toErrorData(new EngineError('storage-io', message))
}

/** Reads a record that came from disk, where anything may stand; null where it is not one. */
export function parseRecord(value: unknown): DownloadRecord | null {
  if (typeof value !== 'object' || value === null) return null
  const fields = value as Record<string, unknown>
  const { model, intent, priority, error, unverified, startNow, allowMetered } = fields
  const { retries, restarts, version, adopt, createdAtMs } = fields
  if (!INTENTS.includes(intent as Intent) || typeof createdAtMs !== 'number') return null
  if (!isPriority(priority)) return null
  try {
    return {
      // Whether http is allowed was decided when the model was taken, and is checked again before any request.
      model: parseModel(model, { allowInsecureHttp: true }),
      intent: intent as Intent,
      priority,
      error: parseError(error),
      unverified: unverified === true,
      startNow: startNow === true,
      allowMetered: allowMetered === true,
      // Younger than the first journals.
      retries: parseCount(retries),
      restarts: parseCount(restarts),
      version: parseVersion(version),
      adopt: parseAdopt(adopt),
      createdAtMs,
    }
  } catch {
    return null
  }
}

function parseCount(value: unknown): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : 0
}

function parseAdopt(value: unknown): DownloadRecord['adopt'] {
  const task = parseTask(value)
  return task.type === 'adopt' ? { location: task.location, link: task.link } : null
}

function parseError(value: unknown): ErrorData | null {
  if (typeof value !== 'object' || value === null) return null
  const { code, message, retryable, action } = value as Record<string, unknown>
  if (!ERROR_CODES.includes(code as ErrorData['code']) || typeof message !== 'string') return null
  const known = ERROR_ACTIONS.find((one) => one === action) ?? null
  return { code: code as ErrorData['code'], message, retryable: retryable === true, action: known }
}
