import type { DownloadStatus, FileProgress, Priority, WaitingReason } from './download.js'
import type { ErrorData } from './errors.js'
import type { Model } from './model.js'
import { FETCH, type Task } from './task.js'
import type { Throughput } from './throughput.js'
import { type Account, openAccount } from './traffic.js'
import { FIRST_VERSION, type Version } from './version.js'

/** What the core knows of one download. The snapshot shows a part of it. */
export interface DownloadState {
  readonly model: Model
  readonly status: DownloadStatus
  readonly priority: Priority
  /** What its runs are for. */
  readonly task: Task
  /** Number of its latest run; what an older run still reports is ignored. */
  readonly run: number
  /** When it got the slot that it has, or had last, epoch milliseconds; 0 before. */
  readonly slotAtMs: number
  readonly files: readonly FileProgress[]
  readonly committedBytes: number
  readonly verifiedBytes: number
  /** Speed of the present run; null before bytes move. */
  readonly throughput: Throughput | null
  /** Speed of the digest; null unless verifying. */
  readonly hashing: Throughput | null
  /** Bytes and time of earlier runs since the engine started, for the average. */
  readonly pastBytes: number
  readonly pastMs: number
  readonly account: Account
  readonly version: Version
  readonly reason: WaitingReason | null
  readonly untilMs: number | null
  readonly attempt: number
  /** Failed tries that were repeated, in all. */
  readonly retries: number
  /** The most bytes there ever were: only more than that is progress, for bytes that come a second time are none. */
  readonly mostBytes: number
  readonly error: ErrorData | null
  readonly restarts: number
  readonly unverified: boolean
  /** What a person allowed this download beyond the policies. */
  readonly startNow: boolean
  readonly allowMetered: boolean
  readonly createdAtMs: number
}

/** A download as it begins, before anything is known of its bytes. */
export function newDownload(model: Model, priority: Priority, nowMs: number): DownloadState {
  return {
    model,
    status: 'queued',
    priority,
    task: FETCH,
    run: 0,
    slotAtMs: 0,
    files: model.files.map((file) => ({ path: file.path, totalBytes: file.size, receivedBytes: 0 })),
    committedBytes: 0,
    verifiedBytes: 0,
    throughput: null,
    hashing: null,
    pastBytes: 0,
    pastMs: 0,
    account: openAccount(),
    version: FIRST_VERSION,
    reason: null,
    untilMs: null,
    attempt: 0,
    retries: 0,
    mostBytes: 0,
    error: null,
    restarts: 0,
    unverified: false,
    startNow: false,
    allowMetered: false,
    createdAtMs: nowMs,
  }
}

/** Bytes of all files together, received; never undefined. */
export function receivedBytes(files: readonly FileProgress[]): number {
  return files.reduce((sum, file) => sum + file.receivedBytes, 0)
}

/** Bytes of all files together; null until every one is known. */
export function totalBytes(files: readonly FileProgress[]): number | null {
  if (files.length === 0) return null
  let total = 0
  for (const file of files) {
    if (file.totalBytes === null) return null
    total += file.totalBytes
  }
  // A server may name any number; what cannot be counted is unknown.
  return Number.isSafeInteger(total) ? total : null
}
