import type { SettingName, Settings } from './snapshot.js'

/** What the settings say. */
export interface SettingsMessages {
  /** The label of each field. */
  readonly setting: Readonly<Record<SettingName, string>>
  /** What each does, in a sentence. */
  readonly hint: Readonly<Record<SettingName, string>>
  /** On a metered connection. */
  readonly metered: Readonly<Record<Settings['metered'], string>>
  readonly label: {
    /** Of the whole panel. */
    readonly title: string
    readonly unit: string
    /** In place of a limit that is not set. */
    readonly noLimit: string
    /** Of the list of windows. */
    readonly windows: string
    readonly window: (number: string) => string
    readonly days: string
    readonly from: string
    readonly to: string
    readonly windowLimit: (unit: string) => string
    readonly timeZone: string
    readonly ownTimeZone: string
  }
  readonly action: {
    readonly addWindow: string
    readonly removeWindow: string
  }
  /** What is wrong with what is written in a field, and what to write. */
  readonly problem: {
    readonly limit: string
    readonly concurrency: string
    readonly days: string
    readonly time: string
  }
}
