'use client'

import { forwardRef, type JSX, type PointerEvent } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useQueueContext, useQueueRow, useQueueRows } from './queue-context.js'
import type { QueueMoveState } from './queue-state.js'

/**
 * What to drag a queued row by, with mouse, finger or pen; Escape takes it back. For the eye only: `Queue.MoveUp`, `Queue.MoveDown` and
 * Alt with the arrow keys do the same for a keyboard. Not drawn where nothing can change places.
 */
export const QueueHandle: Part<'span', QueueMoveState> = /*#__PURE__*/ forwardRef(
  function QueueHandle(given, ref): JSX.Element | null {
    const { id, section, canMoveUp, canMoveDown } = useQueueRow('Handle')
    const { isReachable } = useQueueContext('Handle')
    const { startDrag } = useQueueRows('Handle')
    const element = usePart('span', { section, action: 'drag' }, given, ref, {
      'aria-hidden': true,
      // A finger on it shall not scroll the page.
      style: { touchAction: 'none' },
      onPointerDown: (event: PointerEvent) => isReachable && startDrag(event.nativeEvent, id),
    })
    return canMoveUp || canMoveDown ? element : null
  },
)
