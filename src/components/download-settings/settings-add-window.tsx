'use client'

import { forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { NIGHT } from './schedule-draft.js'
import { useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** Adds a window to the schedule. Nothing while there is no schedule. */
export const SettingsAddWindow: Part<'button', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsAddWindow(given, ref): JSX.Element | null {
    const { state } = useSettingsField('AddWindow')
    const { schedule, setSchedule, isReachable } = useSettingsContext('AddWindow')
    const { action } = useSettingsMessages()
    const element = usePart('button', state, given, ref, {
      type: 'button',
      'data-action': 'add-window',
      'aria-disabled': isReachable ? undefined : true,
      children: action.addWindow,
      onClick: () => {
        if (schedule === null || !isReachable) return
        setSchedule({ ...schedule, windows: [...schedule.windows, { ...NIGHT, hasWrongLimit: false }] })
      },
    })
    return schedule === null ? null : element
  },
)
