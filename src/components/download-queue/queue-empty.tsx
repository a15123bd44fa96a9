'use client'

import { forwardRef, type JSX } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useCommonMessages } from '../locale/use-common-messages.js'
import { useQueueContext } from './queue-context.js'
import type { QueuePartState } from './queue-state.js'
import { useQueueMessages } from './use-queue-messages.js'

/**
 * What stands in place of the rows while there are none, or while the engine is not known yet. Default children: `<strong>` with what is so,
 * and `<span>` with what would come here.
 */
export const QueueEmpty: Part<'div', QueuePartState> = /*#__PURE__*/ forwardRef(
  function QueueEmpty(given, ref): JSX.Element | null {
    const { state } = useQueueContext('Empty')
    const messages = useCommonMessages()
    const words = useQueueMessages()
    const link = state.link === null ? null : messages.link[state.link]
    const element = usePart('div', state, given, ref, {
      children: (
        <>
          <strong>{link ?? words.empty.title}</strong> <span>{link === null ? words.empty.hint : null}</span>
        </>
      ),
    })
    return state.empty ? element : null
  },
)
