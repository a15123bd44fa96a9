'use client'

import type { ChangeEvent, ForwardedRef, JSX } from 'react'
import { type PartProps, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { parseNumber, writeNumber } from './parse-number.js'
import { useSettingsContext } from './settings-context.js'
import { bytesOf } from './speed-unit.js'
import { useNumberDraft } from './use-number-draft.js'
import { useSettingsMessages } from './use-settings-messages.js'

interface Limit {
  /** Bytes per second; null is none. */
  readonly value: number | null
  readonly isRefused: boolean
  readonly onCommit: (value: number | null) => void
  readonly onCheck: (isRight: boolean) => void
}

/** A limit as a number of the panel's unit; empty is none. */
export function useLimitInput<State extends object>(
  { value, isRefused, onCommit, onCheck }: Limit,
  state: State,
  given: PartProps<'input', State>,
  ref: ForwardedRef<HTMLInputElement>,
  own: Record<string, unknown>,
): JSX.Element {
  const { unit, setUnit } = useSettingsContext('LimitInput')
  const { format } = useLocale()
  const { label } = useSettingsMessages()
  const size = bytesOf(unit, format.units)
  const draft = useNumberDraft({
    value,
    write: (bytes) => (bytes === null ? '' : writeNumber(bytes / size, format.locale)),
    read: (text) => {
      if (text.trim() === '') return null
      const bytes = Math.round((parseNumber(text, format.locale) ?? 0) * size)
      return bytes >= 1 && Number.isFinite(bytes) ? bytes : undefined
    },
    isRefused,
    onCommit,
    onCheck,
  })
  const onChange = (event: ChangeEvent<HTMLInputElement>): void => {
    // A change from elsewhere may make another unit the handier one: not of what is being written.
    setUnit(unit)
    draft.onChange(event)
  }
  const fixed = { type: 'text', inputMode: 'decimal', autoComplete: 'off', placeholder: label.noLimit }
  return usePart('input', state, given, ref, { ...fixed, ...draft, onChange, ...own })
}
