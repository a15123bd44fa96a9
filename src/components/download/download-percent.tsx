'use client'

import { forwardRef, type JSX } from 'react'
import { formatPercent } from '../../engine/core/format.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useDownloadContext, useDownloadNumbers } from './download-context.js'
import type { DownloadPartState } from './download-state.js'

/** "42%", rounded down. Nothing while it is not known. Hidden from screen readers, to whom the bar says it. */
export const DownloadPercent: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadPercent(given, ref): JSX.Element | null {
    const { state } = useDownloadContext('Percent')
    const { isShown, value } = useDownloadNumbers('Percent')
    const { format } = useLocale()
    const text = isShown && value !== null ? formatPercent(value, format) : null
    const element = usePart('span', state, given, ref, { 'aria-hidden': true, children: text })
    return text === null ? null : element
  },
)
