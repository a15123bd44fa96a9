'use client'

import { type ChangeEvent, forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** By whose clocks the hours are: a `<select>` of the machine's own and all others. Nothing while there is no schedule. */
export const SettingsTimeZone: Part<'select', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsTimeZone(given, ref): JSX.Element | null {
    const { state } = useSettingsField('TimeZone')
    const { schedule, setSchedule, isReachable } = useSettingsContext('TimeZone')
    const { label } = useSettingsMessages()
    const zone = schedule?.timeZone ?? ''
    const zones = schedule === null ? [] : zonesWith(zone)
    const element = usePart('select', state, given, ref, {
      'aria-label': label.timeZone,
      'aria-disabled': isReachable ? undefined : true,
      value: zone,
      onChange: ({ target }: ChangeEvent<HTMLSelectElement>) => {
        if (schedule !== null && isReachable) setSchedule({ ...schedule, timeZone: target.value || null })
      },
      children: [
        <option key="" value="">
          {label.ownTimeZone}
        </option>,
        ...zones.map((name) => (
          <option key={name} value={name}>
            {name.replaceAll('_', ' ')}
          </option>
        )),
      ],
    })
    return schedule === null ? null : element
  },
)

/** All that the system knows, and the one that is set in any case. */
function zonesWith(zone: string): readonly string[] {
  const known = Intl.supportedValuesOf?.('timeZone') ?? []
  return zone === '' || known.includes(zone) ? known : [zone, ...known]
}
