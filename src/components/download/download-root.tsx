'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useFocusKeeper } from '../internal/use-focus-keeper.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { useLocale } from '../locale/locale-context.js'
import { useDownloadContext } from './download-context.js'
import { DownloadGround, type DownloadGroundOptions } from './download-ground.js'
import type { DownloadPartState } from './download-state.js'

/**
 * One model's download: every other part stands inside. Renders a `<div role="group">` named after the model.
 *
 * Keeps the keyboard focus inside when the focused control makes room for another.
 */
export const DownloadRoot: Part<'div', DownloadPartState, DownloadGroundOptions> = /*#__PURE__*/ forwardRef(
  function DownloadRoot({ model, locale, messages, units, ...given }, ref) {
    return (
      <DownloadGround model={model} locale={locale} messages={messages} units={units}>
        <DownloadGroup {...given} ref={ref} />
      </DownloadGround>
    )
  },
)

const DownloadGroup: Part<'div', DownloadPartState> = /*#__PURE__*/ forwardRef(function DownloadGroup(given, ref) {
  const { name, state } = useDownloadContext('Root')
  const { language } = useLocale()
  const [own, joined] = useOwnRef<HTMLDivElement>(ref)
  const keeper = useFocusKeeper(own)
  return usePart('div', state, given, joined, { role: 'group', 'aria-label': name, ...language, ...keeper })
})
