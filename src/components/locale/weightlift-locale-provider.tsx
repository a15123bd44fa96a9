'use client'

import { type JSX, type ReactNode, useMemo } from 'react'
import { type MessageOverrides, mergeMessages } from '../../engine/core/messages.js'
import { LocaleContext, useLocale } from './locale-context.js'

/** How components speak; what is left out is as it is further up. */
export interface LocaleOptions {
  /** A BCP 47 tag, for numbers, units and times. Default `'en'`, as the default messages are. */
  readonly locale?: string
  /** Words of the app's own, group by group, or a whole table. Default: English. */
  readonly messages?: MessageOverrides
  /** `decimal` (GB) or `binary` (GiB). Default `decimal`. */
  readonly units?: 'decimal' | 'binary'
  /** IANA name. Default: the machine's own. */
  readonly timeZone?: string
  /** The present, epoch milliseconds. For tests and stories, whose engines have a clock of their own. Default `Date.now`. */
  readonly now?: () => number
}

export interface WeightliftLocaleProviderProps extends LocaleOptions {
  readonly children?: ReactNode
}

/**
 * Language, units and words of the components below. Providers nest: each changes only what it is given.
 * Keep `messages` and `now` outside of the component or memoised, or everything below renders with every render of yours.
 */
export function WeightliftLocaleProvider({
  locale,
  messages,
  units,
  timeZone,
  now,
  children,
}: WeightliftLocaleProviderProps): JSX.Element {
  const above = useLocale()
  const value = useMemo(
    () => ({
      messages: mergeMessages(above.messages, messages),
      format: { locale: locale ?? above.format.locale, units: units ?? above.format.units },
      timeZone: timeZone ?? above.timeZone,
      now: now ?? above.now,
    }),
    [above, locale, messages, units, timeZone, now],
  )
  return <LocaleContext.Provider value={value}>{children}</LocaleContext.Provider>
}
