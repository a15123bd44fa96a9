import type { CommandType, QueryType } from './command.js'
import type { Download } from './download.js'
import { NO_SPEED_HISTORY, type SpeedHistory } from './speed-history.js'
import type { Yielding } from './yields.js'

/** `connecting`: journals are being read or the border is being crossed; `open`: the snapshot is true; `lost`: it was, and the engine is out of reach; `closed`: for good. */
export const LINKS = ['connecting', 'open', 'lost', 'closed'] as const

export type Link = (typeof LINKS)[number]

/** A time of day and days of the week in which downloads may run, by the clocks of the schedule's time zone. */
export interface ScheduleWindow {
  /** On which it begins: 1 (Monday) to 7 (Sunday). */
  readonly days: readonly number[]
  /** `HH:MM`, inclusive. */
  readonly from: string
  /** `HH:MM` up to `24:00`, exclusive; at or before `from` means the next day. */
  readonly to: string
  /** In place of the general limit while the window is open, bytes per second; null for none. Where windows overlap, the most generous counts. */
  readonly bytesPerSecondLimit: number | null
}

export interface Schedule {
  /** IANA name; null for the machine's own. */
  readonly timeZone: string | null
  readonly windows: readonly ScheduleWindow[]
}

/** What a user may change while the engine runs. */
export interface Settings {
  /** Models downloading at once. Default 2, at least 1. */
  readonly concurrency: number
  /** Connections per model; `'auto'` finds the number by itself. Takes hold of what runs, too, as its ranges end. Default `'auto'`. */
  readonly connections: number | 'auto'
  /** Over all downloads together, bytes per second, at least 1; null for none. Default null. */
  readonly bytesPerSecondLimit: number | null
  /** When downloads may run; outside its windows they wait. Default null: any time. */
  readonly schedule: Schedule | null
  /** On a metered connection: `allow` downloads, `wait` does not, `ask` does only what a person allowed one by one (`allowMetered`). Default `ask`. */
  readonly metered: 'ask' | 'allow' | 'wait'
}

export type SettingName = keyof Settings

/** What an engine can do. Controls for what is not listed are not drawn; a command for it is refused with `unsupported`. */
export interface Capabilities {
  readonly commands: readonly CommandType[]
  readonly queries: readonly QueryType[]
  readonly settings: readonly SettingName[]
}

export interface NetworkState {
  /** null where the platform cannot tell. */
  readonly online: boolean | null
  /** null where the platform cannot tell. */
  readonly metered: boolean | null
}

export interface StorageState {
  /** Whether the platform keeps models even when it runs short of space; null where there is no such question, or no answer yet. */
  readonly persisted: boolean | null
}

/** Everything a user interface needs, as plain JSON. The same reference until it changes. */
export interface EngineSnapshot {
  /** Grows by at least one with each change. */
  readonly revision: number
  readonly link: Link
  readonly capabilities: Capabilities
  readonly settings: Settings
  readonly network: NetworkState
  readonly storage: StorageState
  /** For whom downloads slow down or stop at present, oldest first. */
  readonly yields: readonly Yielding[]
  readonly downloads: Readonly<Record<string, Download>>
  /** Ids of `downloads` in the user's order. */
  readonly order: readonly string[]
  /** All speeds together; null until one is sampled, and while nothing downloads. */
  readonly bytesPerSecond: number | null
  /** For a graph: bounded, a sample a second. The same object until a second is over. */
  readonly speedHistory: SpeedHistory
}

export const DEFAULT_SETTINGS: Settings = {
  concurrency: 2,
  connections: 'auto',
  bytesPerSecondLimit: null,
  schedule: null,
  metered: 'ask',
}

export const NO_CAPABILITIES: Capabilities = { commands: [], queries: [], settings: [] }

/** What an engine shows before it knows anything. */
export const INITIAL_SNAPSHOT: EngineSnapshot = {
  revision: 0,
  link: 'connecting',
  capabilities: NO_CAPABILITIES,
  settings: DEFAULT_SETTINGS,
  network: { online: null, metered: null },
  storage: { persisted: null },
  yields: [],
  downloads: {},
  order: [],
  bytesPerSecond: null,
  speedHistory: NO_SPEED_HISTORY,
}
