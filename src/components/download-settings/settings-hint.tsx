'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useSettingsMessages } from './use-settings-messages.js'

/** What a setting does, in a sentence. */
export const SettingsHint: Part<'div', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsHint(given, ref) {
    const { name, state } = useSettingsField('Hint')
    const { hint } = useSettingsMessages()
    return usePart('div', state, given, ref, { children: hint[name] })
  },
)
