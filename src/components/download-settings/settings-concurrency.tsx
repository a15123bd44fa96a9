'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { controlOf } from './field-control.js'
import { parseNumber, writeNumber } from './parse-number.js'
import { useSettingsContext, useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'
import { useNumberDraft } from './use-number-draft.js'
import { useSettingsMessages } from './use-settings-messages.js'

const MOST = 100

/** How many models download at once, 1 to 100: an `<input role="spinbutton">`, which the arrow keys count up and down. */
export const SettingsConcurrency: Part<'input', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsConcurrency(given, ref) {
    const field = useSettingsField('Concurrency')
    const { values, set, isReachable } = useSettingsContext('Concurrency')
    const { format } = useLocale()
    const { problem } = useSettingsMessages()
    const draft = useNumberDraft({
      value: values.concurrency,
      write: (count) => (count === null ? '' : writeNumber(count, format.locale)),
      read: (text) => {
        const count = parseNumber(text, format.locale)
        return count !== null && Number.isInteger(count) && count >= 1 && count <= MOST ? count : undefined
      },
      isRefused: field.state.refused,
      onCommit: (count) => count !== null && set({ concurrency: count }),
      onCheck: (isRight) => field.setWrong(isRight ? null : problem.concurrency),
      step: (count, by) => Math.min(MOST, Math.max(1, (count ?? 1) + by)),
    })
    return usePart('input', field.state, given, ref, {
      type: 'text',
      inputMode: 'numeric',
      role: 'spinbutton',
      autoComplete: 'off',
      'aria-valuenow': values.concurrency,
      'aria-valuemin': 1,
      'aria-valuemax': MOST,
      ...draft,
      ...controlOf(field, isReachable),
    })
  },
)
