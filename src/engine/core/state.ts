import { CORE_CAPABILITIES } from './capabilities.js'
import type { DownloadState } from './download-state.js'
import { ANY_TIME, type Hours } from './hours.js'
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
import type { Stop, Yielding } from './yields.js'

/** All that the core knows. Only `transition` makes a new one. */
export interface EngineState {
  readonly link: Link
  readonly capabilities: Capabilities
  readonly settings: Settings
  readonly network: NetworkState
  readonly storage: StorageState
  /** The machine's own, for a schedule without one: an IANA name. `UTC` until a schedule wants to know. */
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

/** The state with some fields of one download changed. */
export function withDownload(state: EngineState, id: string, change: Partial<DownloadState>): EngineState {
  const before = state.downloads.get(id)
  if (before === undefined) return state
  return { ...state, downloads: new Map(state.downloads).set(id, { ...before, ...change }) }
}
