'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { useDownloadAction } from './use-download-action.js'

/** Stops the download; what has arrived stays. Drawn while it is on its way. See `Download.Action` for one button that is this and the others in turn. */
export const DownloadPause: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function DownloadPause(given, ref): JSX.Element | null {
    return useActionButton(useDownloadAction('pause', 'Pause'), given, ref)
  },
)
