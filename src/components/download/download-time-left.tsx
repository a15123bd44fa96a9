'use client'

import { forwardRef, type JSX } from 'react'
import { formatDuration } from '../../engine/core/format-time.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useDownloadContext, useDownloadNumbers } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/** Longer than a year is no time that anybody waits, milliseconds. */
const LONGEST_MS = 3e10

/** "about 3 min left", of the download or of its verifying. Nothing until it was sampled. */
export const DownloadTimeLeft: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadTimeLeft(given, ref): JSX.Element | null {
    const { state } = useDownloadContext('TimeLeft')
    const { timeLeftMs } = useDownloadNumbers('TimeLeft')
    const messages = useDownloadMessages()
    const { format } = useLocale()
    const text =
      timeLeftMs === null || timeLeftMs > LONGEST_MS
        ? null
        : messages.progress.timeLeft(formatDuration(timeLeftMs, format))
    const element = usePart('span', state, given, ref, { children: text })
    return text === null ? null : element
  },
)
