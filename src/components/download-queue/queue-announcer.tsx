'use client'

import { forwardRef } from 'react'
import { useCell } from '../internal/cell.js'
import { type Part, usePart } from '../internal/part.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { useQueueContext, useQueueRows } from './queue-context.js'
import type { QueuePartState } from './queue-state.js'
import { useTransitions } from './use-transitions.js'

/**
 * Tells screen readers of places that changed and of downloads that came under another heading: "Whisper is ready to use." Of many at once
 * it says how many. A polite live region; hide it from the eye, but not by `display: none`.
 */
export const QueueAnnouncer: Part<'div', QueuePartState> = /*#__PURE__*/ forwardRef(
  function QueueAnnouncer(given, ref) {
    const { state, sections } = useQueueContext('Announcer')
    const { said } = useQueueRows('Announcer')
    const [own, joined] = useOwnRef<HTMLDivElement>(ref)
    useTransitions(sections, said, own)
    const text = useCell(said, (text) => text)
    return usePart('div', state, given, joined, { role: 'status', 'aria-live': 'polite', children: text })
  },
)
