'use client'

import { forwardRef, type JSX } from 'react'
import type { Part } from '../internal/part.js'
import type { DownloadButtonState } from './action-button.js'
import { type ConfirmOptions, useConfirmButton } from './confirm-button.js'
import { useDownloadContext } from './download-context.js'
import { DownloadRemoveDialog } from './download-remove-dialog.js'
import { useDownloadAction } from './use-download-action.js'

/** Deletes a model that is ready, or what a cancelled download left. Asks first, by `Download.RemoveDialog`. */
export const DownloadRemove: Part<'button', DownloadButtonState, ConfirmOptions> = /*#__PURE__*/ forwardRef(
  function DownloadRemove({ dialog = <DownloadRemoveDialog />, ...given }, ref): JSX.Element | null {
    const { bytesOnDisk } = useDownloadContext('Remove')
    return useConfirmButton(useDownloadAction('remove', 'Remove'), bytesOnDisk, { dialog, ...given }, ref)
  },
)
