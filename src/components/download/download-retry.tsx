'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { useDownloadAction } from './use-download-action.js'

/**
 * Tries again: "Try again" after a failure, "Try now" while the engine waits to do so by itself. Where a download waits for the schedule or
 * for another connection, "Start now" or "Download anyway", if the person may decide so.
 */
export const DownloadRetry: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function DownloadRetry(given, ref): JSX.Element | null {
    return useActionButton(useDownloadAction('retry', 'Retry'), given, ref)
  },
)
