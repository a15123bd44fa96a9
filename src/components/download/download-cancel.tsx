'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import type { DownloadButtonState } from './action-button.js'
import { type ConfirmOptions, useConfirmButton } from './confirm-button.js'
import { DownloadCancelDialog } from './download-cancel-dialog.js'
import { useDownloadContext } from './download-context.js'
import { useDownloadAction } from './use-download-action.js'

/** Gives the download up. Asks first, by `Download.CancelDialog`, where much is on disk: keep it or delete it. */
export const DownloadCancel: Part<'button', DownloadButtonState, ConfirmOptions> = /*#__PURE__*/ forwardRef(
  function DownloadCancel({ dialog = <DownloadCancelDialog />, ...given }, ref): JSX.Element | null {
    const { bytesOnDisk } = useDownloadContext('Cancel')
    return useConfirmButton(useDownloadAction('cancel', 'Cancel'), bytesOnDisk, { dialog, ...given }, ref)
  },
)
