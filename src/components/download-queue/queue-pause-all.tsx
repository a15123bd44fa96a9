'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type QueueButtonState, useAllButton } from './all-button.js'

/** Pauses all that run, wait or are in line. Disabled while there are none. */
export const QueuePauseAll: Part<'button', QueueButtonState> = /*#__PURE__*/ forwardRef(
  function QueuePauseAll(given, ref): JSX.Element | null {
    return useAllButton('pauseAll', 'PauseAll', given, ref)
  },
)
