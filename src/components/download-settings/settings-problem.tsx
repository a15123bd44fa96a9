'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useSettingsField } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'

/**
 * What is wrong with what is written in a field, or why the engine did not take it. Empty, and told by a screen reader when it is not: it is
 * a live region, so it is there all the time.
 */
export const SettingsProblem: Part<'div', SettingsFieldState> = /*#__PURE__*/ forwardRef(
  function SettingsProblem(given, ref) {
    const { state, problem, problemId } = useSettingsField('Problem')
    return usePart('div', state, given, ref, { id: problemId, role: 'alert', children: problem })
  },
)
