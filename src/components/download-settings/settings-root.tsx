'use client'

import { forwardRef, useState } from 'react'
import { useEngineSettings } from '../../hooks/use-engine-settings.js'
import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import { type Part, usePart } from '../internal/part.js'
import { useKept } from '../internal/use-kept.js'
import { useLocale } from '../locale/locale-context.js'
import type { LocaleOptions } from '../locale/use-nested-locale.js'
import { WeightliftLocaleProvider } from '../locale/weightlift-locale-provider.js'
import type { ScheduleDraft } from './schedule-draft.js'
import { SettingsContext } from './settings-context.js'
import type { SettingsPartState } from './settings-state.js'
import { type SpeedUnit, unitFor } from './speed-unit.js'
import { useScheduleDraft } from './use-schedule-draft.js'
import { useSettingsMessages } from './use-settings-messages.js'

export type SettingsRootOptions = Pick<LocaleOptions, 'locale' | 'messages' | 'units'>

/**
 * What a person may change while downloads run: the other parts stand inside. Renders a `<div role="group">`. A change is taken at once, or
 * when a field is left; there is nothing to save.
 */
export const SettingsRoot: Part<'div', SettingsPartState, SettingsRootOptions> = /*#__PURE__*/ forwardRef(
  function SettingsRoot({ locale, messages, units, ...given }, ref) {
    return (
      <WeightliftLocaleProvider locale={locale} messages={messages} units={units}>
        <SettingsGround {...given} ref={ref} />
      </WeightliftLocaleProvider>
    )
  },
)

const SettingsGround: Part<'div', SettingsPartState> = /*#__PURE__*/ forwardRef(function SettingsGround(given, ref) {
  const { values, set, errors, pending } = useEngineSettings()
  const link = useEngineSnapshot((engine) => engine.link, Object.is)
  const { commands, settings } = useEngineSnapshot((engine) => engine.capabilities, Object.is)
  const { label } = useSettingsMessages()
  const { format, language } = useLocale()
  const [schedule, setSchedule] = useScheduleDraft(values.schedule, errors.schedule !== undefined, set)
  const [last, setLast] = useState<ScheduleDraft | null>(null)
  if (schedule !== null && JSON.stringify(schedule) !== JSON.stringify(last)) setLast(schedule)
  const [chosen, setUnit] = useState<SpeedUnit | null>(null)
  const state = useKept<SettingsPartState>({ link: link === 'open' ? null : link })
  const element = usePart('div', state, given, ref, { role: 'group', 'aria-label': label.title, ...language })
  const value = {
    state,
    values,
    set,
    // A field stays while the engine is out of reach: what it says is the last that was known.
    can: (name: keyof typeof values) => commands.includes('configure') && settings.includes(name),
    isReachable: link === 'open',
    isPending: (name: keyof typeof values) => name in pending,
    errorOf: (name: keyof typeof values) => errors[name] ?? null,
    unit: chosen ?? unitFor(values.bytesPerSecondLimit, format.units),
    setUnit,
    schedule,
    lastSchedule: last,
    setSchedule,
  }
  return <SettingsContext.Provider value={value}>{element}</SettingsContext.Provider>
})
