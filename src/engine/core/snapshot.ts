import type { CommandType, QueryType } from './command.js'
import type { Download } from './download.js'

/** `connecting`: journals are being read or the border is being crossed; `open`: the snapshot is true; `lost`: it was, and the engine is out of reach; `closed`: for good. */
export const LINKS = ['connecting', 'open', 'lost', 'closed'] as const

export type Link = (typeof LINKS)[number]

/** A time of day and days of the week in which downloads may run. */
export interface ScheduleWindow {
  /** 1 (Monday) to 7 (Sunday). */
  readonly days: readonly number[]
  /** `HH:MM`, inclusive. */
  readonly from: string
  /** `HH:MM`, exclusive; at or before `from` means the next day. */
  readonly to: string
  /** Bytes per second inside the window; null for no limit. */
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
  /** Connections per model; `'auto'` finds the number by itself. Default `'auto'`. */
  readonly connections: number | 'auto'
  /** Over all downloads together; null for none. Default null. */
  readonly bytesPerSecondLimit: number | null
  /** Default null: any time. */
  readonly schedule: Schedule | null
  /** On a metered connection: `ask` and `wait` hold downloads back, `allow` does not. Default `ask`. */
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

/** Everything a user interface needs, as plain JSON. The same reference until it changes. */
export interface EngineSnapshot {
  /** Grows by at least one with each change. */
  readonly revision: number
  readonly link: Link
  readonly capabilities: Capabilities
  readonly settings: Settings
  readonly network: NetworkState
  readonly downloads: Readonly<Record<string, Download>>
  /** Ids of `downloads` in the user's order. */
  readonly order: readonly string[]
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
  downloads: {},
  order: [],
}
