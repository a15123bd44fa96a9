'use client'

import type { JSX, ReactNode } from 'react'
import type { ModelInput } from '../../engine/core/model.js'
import { useModelDownload } from '../../hooks/use-model-download.js'
import { useCalm } from '../internal/use-calm.js'
import { LocaleContext } from '../locale/locale-context.js'
import { type LocaleOptions, useNestedLocale } from '../locale/use-nested-locale.js'
import { DownloadContext, DownloadNumbersContext } from './download-context.js'
import { useDownloadScope } from './use-download-scope.js'

/** Which download, and how its parts speak. */
export interface DownloadGroundOptions extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /** Which model. May be written inline. */
  readonly model: ModelInput
}

/** Gives the parts inside one model's download, and draws nothing itself. */
export function DownloadGround({
  model,
  locale,
  messages,
  units,
  children,
}: DownloadGroundOptions & { readonly children: ReactNode }): JSX.Element {
  const found = useModelDownload(model)
  const { value, numbers } = useDownloadScope(found)
  const calm = useCalm(numbers, `${found.id} ${found.status} ${found.link} ${numbers.isShown}`)
  const nested = useNestedLocale({ locale, messages, units })
  return (
    // Another model is another download: no question stays open and nothing is announced across them.
    <LocaleContext.Provider key={found.id} value={nested}>
      <DownloadContext.Provider value={value}>
        <DownloadNumbersContext.Provider value={calm}>{children}</DownloadNumbersContext.Provider>
      </DownloadContext.Provider>
    </LocaleContext.Provider>
  )
}
