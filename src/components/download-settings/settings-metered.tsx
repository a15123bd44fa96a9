'use client'

import { type ChangeEvent, forwardRef } from 'react'
import type { Settings } from '../../engine/core/snapshot.js'
import { type Part, usePart } from '../internal/part.js'
import { controlOf } from './field-control.js'
import { useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

const POLICIES: readonly Settings['metered'][] = ['ask', 'allow', 'wait']

/** What happens on a metered connection: a `<select>`. */
export const SettingsMetered: Part<'select', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsMetered(given, ref) {
    const field = useSettingsField('Metered')
    const { values, set, isReachable } = useSettingsContext('Metered')
    const { metered } = useSettingsMessages()
    const { readOnly: _, ...control } = controlOf(field, isReachable)
    return usePart('select', field.state, given, ref, {
      ...control,
      value: values.metered,
      onChange: ({ target }: ChangeEvent<HTMLSelectElement>) => {
        if (isReachable) set({ metered: target.value as Settings['metered'] })
      },
      children: POLICIES.map((policy) => (
        <option key={policy} value={policy}>
          {metered[policy]}
        </option>
      )),
    })
  },
)
