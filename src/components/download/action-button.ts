'use client'

import type { ForwardedRef, JSX } from 'react'
import { type PartProps, usePart } from '../internal/part.js'
import { useDownloadContext } from './download-context.js'
import type { DownloadPartState } from './download-state.js'
import type { DownloadActionState } from './use-download-action.js'
import { useDownloadMessages } from './use-download-messages.js'

/** What the controls of a download carry beside {@link DownloadPartState}: `data-action`, what a press would do. */
export interface DownloadButtonState extends DownloadPartState {
  readonly action: DownloadActionState['name']
}

/** Clicks of one double click are nearer to each other than this, milliseconds. */
const DOUBLE_CLICK_MS = 300

/** The second click of a double click shall not undo what the first one did. */
function isSecondClick(event: { detail: number; timeStamp: number }, element: HTMLElement): boolean {
  const last = Number(element.dataset.clickedAt)
  element.dataset.clickedAt = String(event.timeStamp)
  return event.detail > 1 && event.timeStamp - last < DOUBLE_CLICK_MS
}

/** A control as a button, or null where it is not to be drawn. It stays focusable while disabled, so that focus is not lost. */
export function useActionButton(
  action: DownloadActionState,
  given: PartProps<'button', DownloadButtonState>,
  ref: ForwardedRef<HTMLButtonElement>,
  onPress: () => void = action.run,
): JSX.Element | null {
  const { name, state } = useDownloadContext('Action')
  const messages = useDownloadMessages()
  const element = usePart('button', { ...state, action: action.name }, given, ref, {
    type: 'button',
    'aria-label': messages.action.named(action.label, name),
    'aria-disabled': action.isEnabled ? undefined : true,
    children: action.label,
    onClick: (event: React.MouseEvent<HTMLButtonElement>) => {
      if (action.isEnabled && !isSecondClick(event, event.currentTarget)) onPress()
    },
  })
  return action.isPossible ? element : null
}
