'use client'

import type { JSX, ReactNode } from 'react'
import { LocaleContext } from './locale-context.js'
import { type LocaleOptions, useNestedLocale } from './use-nested-locale.js'

export interface WeightliftLocaleProviderProps extends LocaleOptions {
  readonly children?: ReactNode
}

/**
 * Language, units and words of the components below. Providers nest: each changes only what it is given.
 * Keep `messages` and `now` outside of the component or memoised, or everything below renders with every render of yours.
 */
export function WeightliftLocaleProvider({ children, ...options }: WeightliftLocaleProviderProps): JSX.Element {
  return <LocaleContext.Provider value={useNestedLocale(options)}>{children}</LocaleContext.Provider>
}
