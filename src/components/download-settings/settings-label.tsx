'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** The label of a field's control: a `<label>`. */
export const SettingsLabel: Part<'label', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsLabel(given, ref) {
    const { name, state, controlId } = useSettingsField('Label')
    const { setting } = useSettingsMessages()
    return usePart('label', state, given, ref, { htmlFor: controlId, children: setting[name] })
  },
)
