'use client'

import { type Context, createContext, useContext } from 'react'
import type { FormatOptions } from '../../engine/core/format.js'
import type { MessageOverrides } from '../../engine/core/messages.js'

/** What says on an element which language its words are in; empty where the app does not tell. */
export interface LanguageAttributes {
  readonly lang?: string
  readonly dir?: 'ltr' | 'rtl'
}

/** How components speak. */
export interface Locale {
  /** What the app says otherwise than the English that each component brings along. */
  readonly messages: MessageOverrides
  /** Language and units of numbers. */
  readonly format: Required<FormatOptions>
  /** For the outermost element of a component. */
  readonly language: LanguageAttributes
  /** IANA name of the zone that times are shown in; null for the machine's own. */
  readonly timeZone: string | null
  /** The present as the engine's clock has it, epoch milliseconds: what "in 12 sec" is counted from. */
  readonly now: () => number
}

export const DEFAULT_LOCALE: Locale = {
  messages: {},
  format: { locale: 'en', units: 'decimal' },
  language: {},
  timeZone: null,
  now: () => Date.now(),
}

export const LocaleContext: Context<Locale> = createContext(DEFAULT_LOCALE)

/** How the components here speak: by the nearest `WeightliftLocaleProvider`, or English. */
export function useLocale(): Locale {
  return useContext(LocaleContext)
}
