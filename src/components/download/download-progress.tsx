'use client'

import { type CSSProperties, forwardRef, type JSX } from 'react'
import { type FormatOptions, formatBytes, formatPair, formatPercent } from '../../engine/core/format.js'
import type { DownloadMessages } from '../../engine/core/messages-download.js'
import type { ModelInput } from '../../engine/core/model.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useDownloadContext, useDownloadNumbers } from './download-context.js'
import { DownloadGround } from './download-ground.js'
import { DownloadIndicator } from './download-indicator.js'
import type { DownloadNumbers } from './download-numbers.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

export interface DownloadProgressOptions {
  /** Whose bar, where it stands alone. It then has the look of `weightlift/styles.css`. Default: the download of the `Download.Root` around it. */
  readonly model?: ModelInput
}

/**
 * The bar: `role="progressbar"`, named after the model, with a value text such as "42%, 1.97 of 4.70 GB". Without a total it
 * is indeterminate. While the model is verified it shows that, from 0 again. Drawn while a download is on its way or half-way.
 *
 * The style property `--weightlift-progress` (0 to 1) is for the indicator inside; default children: `<Download.Indicator />`.
 */
export const DownloadProgress: Part<'div', DownloadPartState, DownloadProgressOptions> = /*#__PURE__*/ forwardRef(
  function DownloadProgress({ model, ...given }, ref): JSX.Element {
    if (model === undefined) return <Bar {...given} ref={ref} isAlone={false} />
    return (
      <DownloadGround model={model}>
        <Bar className="weightlift-bar" {...given} ref={ref} isAlone />
      </DownloadGround>
    )
  },
)

const Bar: Part<'div', DownloadPartState, { readonly isAlone: boolean }> = /*#__PURE__*/ forwardRef(
  function DownloadProgress({ isAlone, ...given }, ref): JSX.Element | null {
    const { name, state } = useDownloadContext('Progress')
    const numbers = useDownloadNumbers('Progress')
    const messages = useDownloadMessages()
    const { format, language } = useLocale()
    const { value } = numbers
    const style = { '--weightlift-progress': value ?? 0 } as CSSProperties
    const element = usePart('div', state, given, ref, {
      role: 'progressbar',
      'aria-label': name,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': value === null ? undefined : Math.floor(value * 100),
      'aria-valuetext': valueText(numbers, state, messages, format),
      style,
      ...(isAlone ? language : {}),
      children: <DownloadIndicator {...(isAlone ? { className: 'weightlift-indicator' } : {})} />,
    })
    return numbers.isShown ? element : null
  },
)

function valueText(
  numbers: DownloadNumbers,
  { status }: DownloadPartState,
  messages: DownloadMessages,
  format: FormatOptions,
): string {
  const { value, phase, doneBytes, totalBytes } = numbers
  const { pair, soFar, verifying, join } = messages.progress
  const words = status === 'downloading' ? [] : [messages.status[status]]
  if (value === null || totalBytes === null) {
    return (
      join([...words, ...(doneBytes > 0 ? [soFar(formatBytes(doneBytes, format))] : [])]) || messages.status[status]
    )
  }
  const percent = formatPercent(value, format)
  if (phase === 'verify') return verifying(percent)
  const { done, total } = formatPair(doneBytes, totalBytes, format)
  return join([percent, pair(done, total), ...words])
}
