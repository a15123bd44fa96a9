'use client'

import type { ForwardedRef, JSX } from 'react'
import { useDownloadContext } from '../download/download-context.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { type PartProps, usePart } from '../internal/part.js'
import { useQueueRow, useQueueRows } from './queue-context.js'
import type { QueueMoveState } from './queue-state.js'
import { useQueueMessages } from './use-queue-messages.js'

/** A control that changes a row's place in line. It stays where nothing is left to do, so that the focus does. */
export function useMoveButton(
  move: 'up' | 'down',
  given: PartProps<'button', QueueMoveState>,
  ref: ForwardedRef<HTMLButtonElement>,
): JSX.Element | null {
  const part = move === 'up' ? 'MoveUp' : 'MoveDown'
  const { id, section, canMoveUp, canMoveDown } = useQueueRow(part)
  const rows = useQueueRows(part)
  const { name, isReachable } = useDownloadContext(part)
  const messages = useDownloadMessages()
  const words = useQueueMessages()
  const label = move === 'up' ? words.action.moveUp : words.action.moveDown
  const isEnabled = isReachable && (move === 'up' ? canMoveUp : canMoveDown)
  const element = usePart('button', { section, action: `move-${move}` }, given, ref, {
    type: 'button',
    'aria-label': messages.action.named(label, name),
    'aria-disabled': isEnabled ? undefined : true,
    'aria-keyshortcuts': move === 'up' ? 'Alt+ArrowUp' : 'Alt+ArrowDown',
    children: label,
    onClick: () => isReachable && rows.move(id, move),
  })
  return canMoveUp || canMoveDown ? element : null
}
