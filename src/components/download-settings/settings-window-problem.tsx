'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { problemOf } from './schedule-draft.js'
import { useSettingsWindow } from './settings-context.js'
import type { SettingsWindowState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** What is wrong with a window; while anything is, the schedule stays as it was. Empty otherwise, and told by a screen reader when it is not. */
export const SettingsWindowProblem: Part<'div', SettingsWindowState> = /*#__PURE__*/ forwardRef(
  function SettingsWindowProblem(given, ref) {
    const { window } = useSettingsWindow('WindowProblem')
    const { problem } = useSettingsMessages()
    const invalid = problemOf(window)
    return usePart('div', { invalid }, given, ref, {
      role: 'alert',
      children: invalid === null ? null : problem[invalid],
    })
  },
)
