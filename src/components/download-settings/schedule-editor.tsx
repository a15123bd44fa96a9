'use client'

import type { JSX } from 'react'
import { useLocale } from '../locale/locale-context.js'
import { SettingsAddWindow } from './settings-add-window.js'
import { useSettingsContext } from './settings-context.js'
import { SettingsRow } from './settings-row.js'
import { SettingsScheduleSwitch } from './settings-schedule-switch.js'
import { SettingsTimeZone } from './settings-time-zone.js'
import { SettingsWindow } from './settings-window.js'
import { SettingsWindowDays } from './settings-window-days.js'
import { SettingsWindowLimit } from './settings-window-limit.js'
import { SettingsWindowProblem } from './settings-window-problem.js'
import { SettingsWindowRemove } from './settings-window-remove.js'
import { SettingsWindowTime } from './settings-window-time.js'
import { SettingsWindows } from './settings-windows.js'
import { nameOf } from './speed-unit.js'

/** The hours of the schedule, window by window. */
export function ScheduleEditor(): JSX.Element {
  const { unit } = useSettingsContext('Root')
  const { format } = useLocale()
  return (
    <SettingsRow name="schedule" inputs={<SettingsScheduleSwitch className="weightlift-switch" />}>
      <SettingsWindows className="weightlift-windows">
        <SettingsWindow className="weightlift-window">
          <SettingsWindowDays className="weightlift-days" />
          <div className="weightlift-times">
            <SettingsWindowTime edge="from" className="weightlift-input" />
            <span aria-hidden="true">–</span>
            <SettingsWindowTime edge="to" className="weightlift-input" />
          </div>
          <div className="weightlift-window-limit">
            <SettingsWindowLimit className="weightlift-input" />
            <span aria-hidden="true">{nameOf(unit, format)}</span>
          </div>
          <SettingsWindowRemove className="weightlift-button weightlift-button-quiet" />
          <SettingsWindowProblem className="weightlift-problem" />
        </SettingsWindow>
      </SettingsWindows>
      <div className="weightlift-schedule-foot">
        <SettingsAddWindow className="weightlift-button" />
        <SettingsTimeZone className="weightlift-input" />
      </div>
    </SettingsRow>
  )
}
