'use client'

import type { ForwardedRef, JSX } from 'react'
import { type PartProps, usePart } from '../internal/part.js'
import { useQueueContext } from './queue-context.js'
import type { QueuePartState } from './queue-state.js'
import { useQueueMessages } from './use-queue-messages.js'

/** What the controls for all downloads carry beside {@link QueuePartState}: `data-action`. */
export interface QueueButtonState extends QueuePartState {
  readonly action: string
}

/** A control for all downloads. It stays, disabled, while there is nothing to do, so that neither the focus nor its neighbour moves. */
export function useAllButton(
  action: 'pauseAll' | 'resumeAll',
  part: string,
  given: PartProps<'button', QueueButtonState>,
  ref: ForwardedRef<HTMLButtonElement>,
): JSX.Element | null {
  const context = useQueueContext(part)
  const { state, sections, can, isReachable } = context
  const words = useQueueMessages()
  const { running, queued, waiting, paused } = sections.ids
  const count = action === 'resumeAll' ? paused.length : running.length + queued.length + waiting.length
  const isEnabled = isReachable && count > 0
  const name = action === 'pauseAll' ? 'pause-all' : 'resume-all'
  const element = usePart('button', { ...state, action: name }, given, ref, {
    type: 'button',
    'aria-disabled': isEnabled ? undefined : true,
    children: words.action[action],
    onClick: () => isEnabled && context[action](),
  })
  return can[action] && !state.empty ? element : null
}
