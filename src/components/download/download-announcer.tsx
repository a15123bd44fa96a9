'use client'

import { forwardRef } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import type { DownloadPartState } from './download-state.js'
import { useAnnouncement } from './use-announcement.js'

/**
 * Tells screen readers of transitions, with the model's name: "Whisper is downloading.", "Whisper is ready to use." A polite live
 * region that never speaks of numbers, nor of what was so when it appeared. Hide it from the eye, but not by `display: none`.
 */
export const DownloadAnnouncer: Part<'div', DownloadPartState> = /*#__PURE__*/ forwardRef(
  function DownloadAnnouncer(given, ref) {
    const [own, joined] = useOwnRef<HTMLDivElement>(ref)
    const { state, text } = useAnnouncement(own)
    return usePart('div', state, given, joined, { role: 'status', 'aria-live': 'polite', children: text })
  },
)
