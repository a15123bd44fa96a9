'use client'

import type { JSX } from 'react'
import { DownloadAction } from '../download/download-action.js'
import { DownloadCancel } from '../download/download-cancel.js'
import { DownloadCancelDialog } from '../download/download-cancel-dialog.js'
import { DownloadRemove } from '../download/download-remove.js'
import { DownloadRemoveDialog } from '../download/download-remove-dialog.js'
import { DownloadUpdate } from '../download/download-update.js'

/** What comes next as the one button that stands out, and the ways out beside it. */
export function ModelDownloadControls(): JSX.Element {
  return (
    <div className="weightlift-controls">
      <DownloadCancel
        className="weightlift-button weightlift-button-quiet"
        dialog={<DownloadCancelDialog className="weightlift-dialog" />}
      />
      <DownloadRemove
        className="weightlift-button weightlift-button-quiet"
        dialog={<DownloadRemoveDialog className="weightlift-dialog" />}
      />
      <DownloadUpdate className="weightlift-button weightlift-button-main" />
      <DownloadAction className="weightlift-button weightlift-button-main" />
    </div>
  )
}
