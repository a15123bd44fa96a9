'use client'

import { type Context, createContext, useContext } from 'react'
import type { ErrorData } from '../../engine/core/errors.js'
import type { SettingName, Settings } from '../../engine/core/snapshot.js'
import type { ScheduleDraft, WindowDraft } from './schedule-draft.js'
import type { SettingsFieldState, SettingsPartState } from './settings-state.js'
import type { SpeedUnit } from './speed-unit.js'

/** What the parts of the settings share. */
export interface SettingsContextValue {
  readonly state: SettingsPartState
  /** What was asked last, whether or not the engine has answered yet. */
  readonly values: Settings
  readonly set: (settings: Partial<Settings>) => void
  /** Whether the engine can change a setting at all: draw the field or not. */
  readonly can: (name: SettingName) => boolean
  readonly isReachable: boolean
  readonly isPending: (name: SettingName) => boolean
  /** Why the last change of a setting was refused. */
  readonly errorOf: (name: SettingName) => ErrorData | null
  /** In which limits are written. */
  readonly unit: SpeedUnit
  readonly setUnit: (unit: SpeedUnit) => void
  /** The schedule as it is edited; null without one. */
  readonly schedule: ScheduleDraft | null
  /** The one that there was before it was switched off. */
  readonly lastSchedule: ScheduleDraft | null
  readonly setSchedule: (draft: ScheduleDraft | null) => void
}

/** What the parts of a field share. */
export interface SettingsFieldContextValue {
  readonly name: SettingName
  readonly state: SettingsFieldState
  /** Of the control, for its label. */
  readonly controlId: string
  /** Of the text that says what is wrong. */
  readonly problemId: string
  /** What is wrong with what is written there, or why it was refused. */
  readonly problem: string | null
  /** Told by the control of the field. */
  readonly setWrong: (text: string | null) => void
}

/** A window of the schedule around a part. */
export interface SettingsWindowContextValue {
  readonly at: number
  readonly window: WindowDraft
  readonly change: (change: Partial<WindowDraft>) => void
  readonly remove: () => void
}

export const SettingsContext: Context<SettingsContextValue | null> = createContext<SettingsContextValue | null>(null)

export const SettingsFieldContext: Context<SettingsFieldContextValue | null> =
  createContext<SettingsFieldContextValue | null>(null)

export const SettingsWindowContext: Context<SettingsWindowContextValue | null> =
  createContext<SettingsWindowContextValue | null>(null)

/** The settings around a part. `part` names it in the error where there are none. */
export function useSettingsContext(part: string): SettingsContextValue {
  const value = useContext(SettingsContext)
  if (value === null) {
    throw new Error(
      `<Settings.${part}> needs a <Settings.Root> around it, to know whose settings to show. Put it inside one, or use <DownloadSettings />, which has everything in it.`,
    )
  }
  return value
}

/** The field around a part. */
export function useSettingsField(part: string): SettingsFieldContextValue {
  useSettingsContext(part)
  const value = useContext(SettingsFieldContext)
  if (value === null) {
    throw new Error(
      `<Settings.${part}> needs a <Settings.Field name="…"> around it, which names it and says what is wrong with it. Put it inside one, or use <DownloadSettings />.`,
    )
  }
  return value
}

/** The window around a part. */
export function useSettingsWindow(part: string): SettingsWindowContextValue {
  useSettingsContext(part)
  const value = useContext(SettingsWindowContext)
  if (value === null) {
    throw new Error(
      `<Settings.${part}> needs a <Settings.Windows> around it, which draws its children once for each window of the schedule. Put it inside one, or use <DownloadSettings />.`,
    )
  }
  return value
}
