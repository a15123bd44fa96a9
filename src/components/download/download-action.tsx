'use client'

import { forwardRef, type JSX } from 'react'
import type { ModelStatus } from '../../hooks/model-status.js'
import type { DownloadVerb } from '../../hooks/verb-runner.js'
import type { Part } from '../internal/part.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { useDownloadContext } from './download-context.js'
import { useDownloadAction } from './use-download-action.js'

/** What a person most likely wants in each status. Waiting keeps Pause: a button must not change its meaning under a finger by itself. */
export const MAIN_ACTION: Readonly<Record<ModelStatus, DownloadVerb>> = {
  missing: 'download',
  queued: 'pause',
  preparing: 'pause',
  downloading: 'pause',
  waiting: 'pause',
  paused: 'resume',
  verifying: 'pause',
  completed: 'download',
  failed: 'retry',
  cancelled: 'download',
}

/**
 * The one button for what comes next: Download, Pause, Resume, Try again. It stays the same element while its meaning changes,
 * so that keyboard focus stays on it. Not drawn where nothing is left to do.
 */
export const DownloadAction: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function DownloadAction(given, ref): JSX.Element | null {
    const { state } = useDownloadContext('Action')
    return useActionButton(useDownloadAction(MAIN_ACTION[state.status], 'Action'), given, ref)
  },
)
