'use client'

import { type ChangeEvent, forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { problemOf } from './schedule-draft.js'
import { useSettingsWindow } from './settings-context.js'
import type { SettingsWindowState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

export interface SettingsWindowTimeOptions {
  /** Which end of the window: `from` or `to`. At or before the beginning, the end is on the next day. */
  readonly edge: 'from' | 'to'
}

/** When a window begins or ends: an `<input type="time">`, by the clocks of the schedule's time zone. */
export const SettingsWindowTime: Part<'input', SettingsWindowState, SettingsWindowTimeOptions> =
  /*#__PURE__*/ forwardRef(function SettingsWindowTime({ edge, ...given }, ref) {
    const { window, change } = useSettingsWindow('WindowTime')
    const { label } = useSettingsMessages()
    return usePart('input', { invalid: problemOf(window) }, given, ref, {
      type: 'time',
      'aria-label': label[edge],
      'aria-invalid': window[edge] === '' ? true : undefined,
      // A field knows no 24:00; the end of a day is the beginning of the next.
      value: window[edge] === '24:00' ? '00:00' : window[edge],
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => change({ [edge]: target.value }),
    })
  })
