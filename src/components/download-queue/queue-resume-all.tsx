'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type QueueButtonState, useAllButton } from './all-button.js'

/** Goes on with all that are paused, whether one by one or together. Disabled while there are none. */
export const QueueResumeAll: Part<'button', QueueButtonState> = /*#__PURE__*/ forwardRef(
  function QueueResumeAll(given, ref): JSX.Element | null {
    return useAllButton('resumeAll', 'ResumeAll', given, ref)
  },
)
