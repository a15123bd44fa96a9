'use client'

import { forwardRef, type JSX, useId, useState } from 'react'
import type { SettingName } from '../../engine/core/snapshot.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { type Part, usePart } from '../internal/part.js'
import { useKept } from '../internal/use-kept.js'
import { SettingsFieldContext, useSettingsContext } from './settings-context.js'
import type { SettingsFieldState } from './settings-state.js'

export interface SettingsFieldOptions {
  /** Which setting: `bytesPerSecondLimit`, `concurrency`, `metered` or `schedule`. */
  readonly name: SettingName
}

/** One setting, with its label, its control and what is wrong with it. Not drawn where the engine cannot change it. */
export const SettingsField: Part<'div', SettingsFieldState, SettingsFieldOptions> = /*#__PURE__*/ forwardRef(
  function SettingsField({ name, ...given }, ref): JSX.Element | null {
    const { can, errorOf, isPending } = useSettingsContext('Field')
    const { error: words } = useDownloadMessages()
    const [wrong, setWrong] = useState<string | null>(null)
    const id = useId()
    const error = errorOf(name)
    const state = useKept<SettingsFieldState>({
      setting: name,
      invalid: wrong !== null,
      refused: wrong === null && error !== null,
      pending: isPending(name),
    })
    const element = usePart('div', state, given, ref, {})
    if (!can(name)) return null
    const refusal = error === null ? null : `${words[error.code].title}. ${words[error.code].hint}`
    const problem = wrong ?? refusal
    const value = { name, state, controlId: `${id}control`, problemId: `${id}problem`, problem, setWrong }
    return <SettingsFieldContext.Provider value={value}>{element}</SettingsFieldContext.Provider>
  },
)
