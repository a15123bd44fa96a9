'use client'

import { forwardRef } from 'react'
import type { Part } from '../internal/part.js'
import { controlOf } from './field-control.js'
import { useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useLimitInput } from './use-limit-input.js'
import { useSettingsMessages } from './use-settings-messages.js'

/**
 * What all downloads together may have, as a number in the unit of `Settings.LimitUnit`, written as the language writes it: `1,5` in German.
 * Empty is no limit. Taken on Enter and when the field is left; what cannot be taken stays as it was written.
 */
export const SettingsLimitInput: Part<'input', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsLimitInput(given, ref) {
    const field = useSettingsField('LimitInput')
    const { values, set, isReachable } = useSettingsContext('LimitInput')
    const { problem } = useSettingsMessages()
    const limit = {
      value: values.bytesPerSecondLimit,
      isRefused: field.state.refused,
      onCommit: (bytesPerSecondLimit: number | null) => set({ bytesPerSecondLimit }),
      onCheck: (isRight: boolean) => field.setWrong(isRight ? null : problem.limit),
    }
    return useLimitInput(limit, field.state, given, ref, controlOf(field, isReachable))
  },
)
