'use client'

import { type Context, createContext, useContext } from 'react'
import type { FormatOptions } from '../../engine/core/format.js'
import type { Messages } from '../../engine/core/messages.js'
import { MESSAGES_EN } from '../../engine/core/messages-en.js'

/** How components speak. */
export interface Locale {
  readonly messages: Messages
  /** Language and units of numbers. */
  readonly format: Required<FormatOptions>
  /** IANA name of the zone that times are shown in; null for the machine's own. */
  readonly timeZone: string | null
  /** The present as the engine's clock has it, epoch milliseconds: what "in 12 sec" is counted from. */
  readonly now: () => number
}

export const DEFAULT_LOCALE: Locale = {
  messages: MESSAGES_EN,
  format: { locale: 'en', units: 'decimal' },
  timeZone: null,
  now: () => Date.now(),
}

export const LocaleContext: Context<Locale> = createContext(DEFAULT_LOCALE)

/** How the components here speak: by the nearest `WeightliftLocaleProvider`, or English. */
export function useLocale(): Locale {
  return useContext(LocaleContext)
}
