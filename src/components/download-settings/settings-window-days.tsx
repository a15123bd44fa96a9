'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { DAYS, problemOf, toggleDay } from './schedule-draft.js'
import { useSettingsWindow } from './settings-context.js'
import type { SettingsWindowState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** The first of January 2024 was a Monday. */
const dateOf = (day: number): Date => new Date(Date.UTC(2024, 0, day))

/** On which days a window begins: a `<div role="group">` of seven buttons (`data-part="day"`), pressed or not. What they say is short, and their title is the whole name. */
export const SettingsWindowDays: Part<'div', SettingsWindowState> = /*#__PURE__*/ forwardRef(
  function SettingsWindowDays(given, ref) {
    const { window, change } = useSettingsWindow('WindowDays')
    const { format } = useLocale()
    const { label } = useSettingsMessages()
    const short = new Intl.DateTimeFormat(format.locale, { weekday: 'short', timeZone: 'UTC' })
    const long = new Intl.DateTimeFormat(format.locale, { weekday: 'long', timeZone: 'UTC' })
    return usePart('div', { invalid: problemOf(window) }, given, ref, {
      role: 'group',
      'aria-label': label.days,
      children: DAYS.map((day) => (
        <button
          key={day}
          type="button"
          data-part="day"
          title={long.format(dateOf(day))}
          aria-pressed={window.days.includes(day)}
          onClick={() => change({ days: toggleDay(window.days, day) })}
        >
          {short.format(dateOf(day))}
        </button>
      )),
    })
  },
)
