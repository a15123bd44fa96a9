import type { DownloadStatus, FileProgress, Priority, WaitingReason } from './download.js'
import type { ErrorData } from './errors.js'
import { ANY_TIME, type Hours } from './hours.js'
import type { Model } from './model.js'
import type { Probes } from './probes.js'
import { DEFAULT_RETRY, type RetryPolicy } from './retry.js'

import {
  type Capabilities,
  DEFAULT_SETTINGS,
  type Link,
  type NetworkState,
  type Settings,
  type StorageState,
} from './snapshot.js'
import { NEW_SPEED_METER, type SpeedMeter } from './speed-history.js'

import { FETCH, type Task } from './task.js'
import type { Throughput } from './throughput.js'
import { type Account, openAccount } from './traffic.js'
import { FIRST_VERSION, type Version } from './version.js'
import type { Stop, Yielding } from './yields.js'

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

/** All that the core knows. Only `transition` makes a new one. */
export interface EngineState {
  readonly link: Link
  readonly capabilities: Capabilities
  readonly settings: Settings
  readonly network: NetworkState
  readonly storage: StorageState
  /** The machine's own, for a schedule without one. An IANA name. */
  readonly timeZone: string
  /** What the schedule says of now. */
  readonly hours: Hours
  /** For whom downloads make room. */
  readonly yields: readonly Yielding[]
  /** Set while they are stopped for somebody. */
  readonly stop: Stop | null
  /** By origin: what is known of those that did not answer. */
  readonly probes: Probes
  /** The limit that the host was told last, bytes per second; null for none. */
  readonly limit: number | null
  readonly retry: RetryPolicy
  /** Whether this engine owns the models' directory; another process's engine may. */
  readonly owner: boolean
  /** Ids that the journal held when it was last read: while another owns the directory, its word on them is the truth. */
  readonly journalled: ReadonlySet<string>
  readonly downloads: ReadonlyMap<string, DownloadState>
  readonly order: readonly string[]
  readonly lastRun: number
  readonly speed: SpeedMeter
  /** When the host was last asked to wake the core, epoch milliseconds. */
  readonly wakeAtMs: number | null
}

export interface InitialStateOptions {
  readonly settings?: Partial<Settings>
  readonly retry?: Partial<RetryPolicy>
  /** Default `UTC`. */
  readonly timeZone?: string
}

/** Commands, queries and settings that the core and the host carry out. A platform may list fewer. */
export const CORE_CAPABILITIES: Capabilities = {
  commands: [
    'download',
    'pause',
    'resume',
    'pauseAll',
    'resumeAll',
    'cancel',
    'retry',
    'remove',
    'prioritize',
    'move',
    'verify',
    'adopt',
    'discard',
    'sweep',
    'check',
    'update',
    'configure',
    'yield',
  ],
  queries: ['availability', 'plan', 'storage', 'locate'],
  settings: ['concurrency', 'connections', 'bytesPerSecondLimit', 'schedule', 'metered'],
}

export function initialState(options: InitialStateOptions = {}): EngineState {
  return {
    link: 'connecting',
    capabilities: CORE_CAPABILITIES,
    settings: { ...DEFAULT_SETTINGS, ...options.settings },
    network: { online: null, metered: null },
    storage: { persisted: null },
    timeZone: options.timeZone ?? 'UTC',
    hours: ANY_TIME,
    yields: [],
    stop: null,
    probes: new Map(),
    limit: null,
    retry: { ...DEFAULT_RETRY, ...options.retry },
    owner: false,
    journalled: new Set(),
    downloads: new Map(),
    order: [],
    lastRun: 0,
    speed: NEW_SPEED_METER,
    wakeAtMs: null,
  }
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

/** The state with some fields of one download changed. */
export function withDownload(state: EngineState, id: string, change: Partial<DownloadState>): EngineState {
  const before = state.downloads.get(id)
  if (before === undefined) return state
  return { ...state, downloads: new Map(state.downloads).set(id, { ...before, ...change }) }
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
  return total
}
