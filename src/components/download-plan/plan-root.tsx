'use client'

import { forwardRef } from 'react'
import type { ModelInput } from '../../engine/core/model.js'
import { useDownloadPlan } from '../../hooks/use-download-plan.js'
import { type Part, usePart } from '../internal/part.js'
import { useKept } from '../internal/use-kept.js'
import { LocaleContext } from '../locale/locale-context.js'
import { type LocaleOptions, useNestedLocale } from '../locale/use-nested-locale.js'
import { PlanContext, type PlanLicense, type PlanPartState } from './plan-context.js'

export interface PlanRootOptions extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /** Which model. May be written inline. */
  readonly model: ModelInput
  /** What the app knows of its license. Default: nothing is said of it. */
  readonly license?: PlanLicense
}

/** What a model's download would take: the other parts stand inside. Renders a `<div>`. */
export const PlanRoot: Part<'div', PlanPartState, PlanRootOptions> = /*#__PURE__*/ forwardRef(function PlanRoot(
  { model, license, locale, messages, units, ...given },
  ref,
) {
  const { plan, fits, isPending } = useDownloadPlan(model)
  const nested = useNestedLocale({ locale, messages, units })
  const state = useKept<PlanPartState>({
    checking: isPending,
    crowded: fits === false,
    metered: plan?.metered === true,
  })
  const value = useKept({ state, plan, license: license ?? null })
  const element = usePart('div', state, given, ref, { ...nested.language })
  return (
    <LocaleContext.Provider value={nested}>
      <PlanContext.Provider value={value}>{element}</PlanContext.Provider>
    </LocaleContext.Provider>
  )
})
