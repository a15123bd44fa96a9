import type { Link, SettingName } from '../../engine/core/snapshot.js'

/** What `Settings.Root` says in its `data-*` attributes. */
export interface SettingsPartState {
  /** `data-link`: where it is not open, `connecting`, `lost` or `closed`. */
  readonly link: Exclude<Link, 'open'> | null
}

/** What a field and everything in it says. */
export interface SettingsFieldState {
  /** `data-setting`: `bytesPerSecondLimit`, `concurrency`, `metered` or `schedule`. */
  readonly setting: SettingName
  /** `data-invalid`: what is written there cannot be taken. */
  readonly invalid: boolean
  /** `data-refused`: the engine did not take it. */
  readonly refused: boolean
  /** `data-pending`: the engine has not answered yet. */
  readonly pending: boolean
}

/** What the parts of a window of the schedule say. */
export interface SettingsWindowState {
  /** `data-invalid`: what is wrong with it: `days`, `time` or `limit`. */
  readonly invalid: string | null
}
