'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { useMoveButton } from './move-button.js'
import type { QueueMoveState } from './queue-state.js'

/** Moves a queued download one place nearer to the end, past downloads of its own priority. Not drawn where there is no such. */
export const QueueMoveDown: Part<'button', QueueMoveState> = /*#__PURE__*/ forwardRef(
  function QueueMoveDown(given, ref): JSX.Element | null {
    return useMoveButton('down', given, ref)
  },
)
