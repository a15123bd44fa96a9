'use client'

import { forwardRef, type JSX } from 'react'
import { formatBytes, formatPair } from '../../engine/core/format.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useDownloadContext, useDownloadNumbers } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/** How much of how much: "1.20 of 4.70 GB"; without a total, "1.2 GB so far"; the size alone before and after, and in line. Nothing where nothing is known. */
export const DownloadBytes: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadBytes(given, ref): JSX.Element | null {
    const { state, totalBytes: size } = useDownloadContext('Bytes')
    const { isShown, doneBytes, totalBytes } = useDownloadNumbers('Bytes')
    const messages = useDownloadMessages()
    const { format } = useLocale()
    const { progress } = messages
    let text: string | null = null
    if (!isShown || (state.status === 'queued' && doneBytes === 0))
      text = size === null ? null : formatBytes(size, format)
    else if (totalBytes === null) text = doneBytes > 0 ? progress.soFar(formatBytes(doneBytes, format)) : null
    else {
      const { done, total } = formatPair(doneBytes, totalBytes, format)
      text = progress.pair(done, total)
    }
    const element = usePart('span', state, given, ref, { children: text })
    return text === null ? null : element
  },
)
