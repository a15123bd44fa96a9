'use client'

import { useMemo } from 'react'
import { type MessageOverrides, mergeOverrides } from '../../engine/core/messages.js'
import { type Locale, useLocale } from './locale-context.js'

/** How components speak; what is left out is as it is further up. */
export interface LocaleOptions {
  /** A BCP 47 tag, for numbers, units and times, and for `lang` on the components. Default `'en'`, as the default messages are. */
  readonly locale?: string
  /** Direction of writing, for `dir` on the components. Default: that of `locale`, where one is given. */
  readonly dir?: 'ltr' | 'rtl'
  /** Words of the app's own, by area and group, or a whole table such as those of `weightlift/locales/…`. Default: English. */
  readonly messages?: MessageOverrides
  /** `decimal` (GB) or `binary` (GiB). Default `decimal`. */
  readonly units?: 'decimal' | 'binary'
  /** IANA name. Default: the machine's own. */
  readonly timeZone?: string
  /** The present, epoch milliseconds. For tests and stories, whose engines have a clock of their own. Default `Date.now`. */
  readonly now?: () => number
}

/** The locale around, with what is given in place of what was; the same object until something of it changes. */
export function useNestedLocale({ locale, dir, messages, units, timeZone, now }: LocaleOptions): Locale {
  const above = useLocale()
  return useMemo(
    () => ({
      messages: mergeOverrides(above.messages, messages),
      format: { locale: locale ?? above.format.locale, units: units ?? above.format.units },
      language: {
        ...above.language,
        ...(locale && { lang: locale, dir: directionOf(locale) }),
        ...(dir && { dir }),
      },
      timeZone: timeZone ?? above.timeZone,
      now: now ?? above.now,
    }),
    [above, locale, dir, messages, units, timeZone, now],
  )
}

/** What is written from right to left. A list, as browsers do not agree yet on how `Intl.Locale` tells it. */
const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|iw|ps|sd|ug|ur|yi)\b|-(?:arab|hebr)\b/i

function directionOf(locale: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr'
}
