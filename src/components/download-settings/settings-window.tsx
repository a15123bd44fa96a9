'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { problemOf } from './schedule-draft.js'
import { useSettingsWindow } from './settings-context.js'
import type { SettingsWindowState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** A window of the schedule: a `<li>`. */
export const SettingsWindow: Part<'li', SettingsWindowState> = /*#__PURE__*/ forwardRef(
  function SettingsWindow(given, ref) {
    const { at, window } = useSettingsWindow('Window')
    const { label } = useSettingsMessages()
    const { format } = useLocale()
    const number = new Intl.NumberFormat(format.locale).format(at + 1)
    return usePart('li', { invalid: problemOf(window) }, given, ref, { 'aria-label': label.window(number) })
  },
)
