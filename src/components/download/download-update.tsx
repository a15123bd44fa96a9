'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import { type DownloadButtonState, useActionButton } from './action-button.js'
import { useDownloadAction } from './use-download-action.js'

/** Takes the newer version that was found; the old one stays usable until it is here. Drawn where there is one. */
export const DownloadUpdate: Part<'button', DownloadButtonState> = /*#__PURE__*/ forwardRef(
  function DownloadUpdate(given, ref): JSX.Element | null {
    return useActionButton(useDownloadAction('update', 'Update'), given, ref)
  },
)
