'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { useDownloadAction } from './use-download-action.js'

/** Goes on with a paused download. Drawn only then. */
export const DownloadResume: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function DownloadResume(given, ref): JSX.Element | null {
    return useActionButton(useDownloadAction('resume', 'Resume'), given, ref)
  },
)
