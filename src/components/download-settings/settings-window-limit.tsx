'use client'

import { forwardRef } from 'react'
import type { Part } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { problemOf } from './schedule-draft.js'
import { useSettingsContext, useSettingsWindow } from './settings-context.js'
import type { SettingsWindowState } from './settings-state.js'
import { nameOf } from './speed-unit.js'
import { useLimitInput } from './use-limit-input.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** The limit while a window is open, in place of the general one, in the same unit: an `<input>`; empty is none. */
export const SettingsWindowLimit: Part<'input', SettingsWindowState> = /*#__PURE__*/ forwardRef(
  function SettingsWindowLimit(given, ref) {
    const { window, change } = useSettingsWindow('WindowLimit')
    const { unit } = useSettingsContext('WindowLimit')
    const { format } = useLocale()
    const { label } = useSettingsMessages()
    const limit = {
      value: window.bytesPerSecondLimit,
      // What was refused is kept with the whole schedule.
      isRefused: false,
      onCommit: (bytesPerSecondLimit: number | null) => change({ bytesPerSecondLimit, hasWrongLimit: false }),
      onCheck: (isRight: boolean) => {
        if (isRight === window.hasWrongLimit) change({ hasWrongLimit: !isRight })
      },
    }
    return useLimitInput(limit, { invalid: problemOf(window) }, given, ref, {
      'aria-label': label.windowLimit(nameOf(unit, format)),
      'aria-invalid': window.hasWrongLimit ? true : undefined,
    })
  },
)
