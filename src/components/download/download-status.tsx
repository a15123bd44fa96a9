'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useCommonMessages } from '../locale/use-common-messages.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import { useDownloadMessages } from './use-download-messages.js'

/** The status in a word or two: "Downloading", "Next in line", "Ready to use". While nothing is known yet, that. */
export const DownloadStatus: Part<'span', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadStatus(given, ref) {
    const { state, position } = useDownloadContext('Status')
    const messages = useDownloadMessages()
    const links = useCommonMessages().link
    const { status, link, checking, partial, stalled, unverified, update } = state
    const { progress } = messages
    let text = messages.status[status]
    if (checking) text = (link === null ? null : links[link]) ?? progress.checking
    else if (status === 'missing' && partial) text = progress.partial
    else if (status === 'queued' && position !== null) text = progress.position(position)
    else if (stalled) text = progress.stalled
    else if (update === 'available') text = progress.join([text, progress.updateAvailable])
    else if (unverified) text = progress.join([text, progress.unverified])
    else if (update === 'underway' && status === 'downloading') text = progress.updating
    return usePart('span', state, given, ref, { children: text })
  },
)
