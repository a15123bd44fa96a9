'use client'

import { forwardRef, type JSX } from 'react'
import { formatBytes } from '../../engine/core/format.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { type PlanPartState, usePlanContext } from './plan-context.js'
import { useOfferMessages } from './use-offer-messages.js'

/** What speaks against the download: too little room, or a connection that costs money. Nothing where nothing does. */
export const PlanWarning: Part<'p', PlanPartState> = /*#__PURE__*/ forwardRef(
  function PlanWarning(given, ref): JSX.Element | null {
    const { state, plan } = usePlanContext('Warning')
    const words = useOfferMessages().plan
    const { format } = useLocale()
    const missing = state.crowded ? words.missing(formatBytes(plan?.missingBytes ?? 0, format)) : null
    const text = missing ?? (state.metered ? words.metered : null)
    const element = usePart('p', state, given, ref, { children: text })
    return text === null ? null : element
  },
)
