'use client'

import { forwardRef, useMemo, useRef } from 'react'
import type { ModelInput } from '../../engine/core/model.js'
import { useModelDownload } from '../../hooks/use-model-download.js'
import { joinRefs } from '../internal/merge-props.js'
import { type Part, usePart } from '../internal/part.js'
import { useCalm } from '../internal/use-calm.js'
import { useFocusKeeper } from '../internal/use-focus-keeper.js'
import { LocaleContext } from '../locale/locale-context.js'
import { type LocaleOptions, useNestedLocale } from '../locale/use-nested-locale.js'
import { DownloadContext, DownloadNumbersContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadScope } from './use-download-scope.js'

export interface DownloadRootOptions extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /** Which model. May be written inline. */
  readonly model: ModelInput
}

/**
 * One model's download: every other part stands inside. Renders a `<div role="group">` named after the model.
 *
 * Keeps the keyboard focus inside when the focused control makes room for another.
 */
export const DownloadRoot: Part<'div', DownloadPartState, DownloadRootOptions> = /*#__PURE__*/ forwardRef(
  function DownloadRoot({ model, locale, messages, units, ...given }, ref) {
    const found = useModelDownload(model)
    const { value, numbers } = useDownloadScope(found)
    const calm = useCalm(numbers, `${found.id} ${found.status} ${found.link} ${numbers.isShown}`)
    const nested = useNestedLocale({ locale, messages, units })

    const own = useRef<HTMLDivElement | null>(null)
    const joined = useMemo(() => joinRefs<HTMLDivElement>(ref, own), [ref])
    const element = usePart('div', value.state, given, joined, {
      role: 'group',
      'aria-label': found.name,
      ...nested.language,
      ...useFocusKeeper(own),
    })

    return (
      // Another model is another download: no question stays open and nothing is announced across them.
      <LocaleContext.Provider key={found.id} value={nested}>
        <DownloadContext.Provider value={value}>
          <DownloadNumbersContext.Provider value={calm}>{element}</DownloadNumbersContext.Provider>
        </DownloadContext.Provider>
      </LocaleContext.Provider>
    )
  },
)
