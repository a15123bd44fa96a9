'use client'

import { type ChangeEvent, forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { bytesOf, nameOf, SPEED_UNITS, type SpeedUnit } from './speed-unit.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** The unit of limits: a `<select>`. Another one makes of the limit the same number of it. */
export const SettingsLimitUnit: Part<'select', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsLimitUnit(given, ref) {
    const { state } = useSettingsField('LimitUnit')
    const { unit, setUnit, values, set, isReachable } = useSettingsContext('LimitUnit')
    const { format } = useLocale()
    const { label } = useSettingsMessages()
    const onChange = ({ target }: ChangeEvent<HTMLSelectElement>): void => {
      if (!isReachable) return
      const next = target.value as SpeedUnit
      const number = (values.bytesPerSecondLimit ?? 0) / bytesOf(unit, format.units)
      setUnit(next)
      if (number > 0) set({ bytesPerSecondLimit: Math.max(1, Math.round(number * bytesOf(next, format.units))) })
    }
    return usePart('select', state, given, ref, {
      'aria-label': label.unit,
      'aria-disabled': isReachable ? undefined : true,
      value: unit,
      onChange,
      children: SPEED_UNITS.map((name) => (
        <option key={name} value={name}>
          {nameOf(name, format)}
        </option>
      )),
    })
  },
)
