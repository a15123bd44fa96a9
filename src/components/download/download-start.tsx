'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { useDownloadAction } from './use-download-action.js'

/** Begins the download: "Download 4.7 GB", or "Resume download" where a part of it is on disk. Drawn where the model is missing or its download was cancelled. */
export const DownloadStart: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function DownloadStart(given, ref): JSX.Element | null {
    return useActionButton(useDownloadAction('download', 'Start'), given, ref)
  },
)
