'use client'

import { forwardRef, type JSX } from 'react'
import { formatPair, formatSpeed } from '../../engine/core/format.js'
import { formatDuration } from '../../engine/core/format-time.js'
import { useDownloadQueue } from '../../hooks/use-download-queue.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { type Part, usePart } from '../internal/part.js'
import { useCalm } from '../internal/use-calm.js'
import { useLocale } from '../locale/locale-context.js'
import { useQueueContext } from './queue-context.js'
import type { QueuePartState } from './queue-state.js'

/**
 * How much of how much of all that is to be done, how fast, and how long still, as far as each is known: a `<div>` that holds
 * `data-part="bytes"`, `"speed"` and `"time-left"`. Nothing while nothing is to be done. Changes at most four times a second.
 */
export const QueueSummary: Part<'div', QueuePartState> = /*#__PURE__*/ forwardRef(
  function QueueSummary(given, ref): JSX.Element | null {
    const { state, sections } = useQueueContext('Summary')
    const totals = useDownloadQueue({ select: (queue) => queue.totals })
    const { receivedBytes, totalBytes, bytesPerSecond } = useCalm(totals, `${state.link} ${state.running}`)
    const { format } = useLocale()
    const { progress } = useDownloadMessages()
    const { running, queued, waiting, paused } = sections.ids
    const isBusy = running.length + queued.length + waiting.length + paused.length > 0
    const isMeasured = state.link === null && bytesPerSecond !== null && bytesPerSecond > 0
    let bytes: string | null = null
    if (totalBytes !== null) {
      const { done, total } = formatPair(receivedBytes, totalBytes, format)
      bytes = progress.pair(done, total)
    }
    const leftMs = isMeasured && totalBytes !== null ? ((totalBytes - receivedBytes) / bytesPerSecond) * 1000 : null
    const element = usePart('div', state, given, ref, {
      children: (
        <>
          {bytes !== null && <span data-part="bytes">{bytes}</span>}{' '}
          {isMeasured && <span data-part="speed">{formatSpeed(bytesPerSecond, format)}</span>}{' '}
          {leftMs !== null && <span data-part="time-left">{progress.timeLeft(formatDuration(leftMs, format))}</span>}
        </>
      ),
    })
    return isBusy ? element : null
  },
)
