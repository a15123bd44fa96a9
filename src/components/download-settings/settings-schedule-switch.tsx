'use client'

import { type ChangeEvent, forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { controlOf } from './field-control.js'
import { draftOf, NIGHT } from './schedule-draft.js'
import { useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'

/** Whether downloads run only at certain hours: an `<input type="checkbox">`. On, it begins with the night, or with the hours that there were. */
export const SettingsScheduleSwitch: Part<'input', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsScheduleSwitch(given, ref) {
    const field = useSettingsField('ScheduleSwitch')
    const { schedule, lastSchedule, setSchedule, isReachable } = useSettingsContext('ScheduleSwitch')
    const { readOnly: _, ...control } = controlOf(field, isReachable)
    return usePart('input', field.state, given, ref, {
      ...control,
      type: 'checkbox',
      role: 'switch',
      checked: schedule !== null,
      onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
        if (!isReachable) return
        setSchedule(target.checked ? (lastSchedule ?? draftOf({ timeZone: null, windows: [NIGHT] })) : null)
      },
    })
  },
)
