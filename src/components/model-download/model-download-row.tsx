'use client'

import type { JSX } from 'react'
import type { ActionName } from '../../engine/core/messages-download.js'
import type { DownloadButtonState } from '../download/action-button.js'
import { DownloadAction } from '../download/download-action.js'
import { DownloadBytes } from '../download/download-bytes.js'
import { DownloadCancel } from '../download/download-cancel.js'
import { DownloadCancelDialog } from '../download/download-cancel-dialog.js'
import { useDownloadContext, useDownloadNumbers } from '../download/download-context.js'
import { DownloadIcon } from '../download/download-icon.js'
import { DownloadIndicator } from '../download/download-indicator.js'
import { DownloadProgress } from '../download/download-progress.js'
import { DownloadRemove } from '../download/download-remove.js'
import { DownloadRemoveDialog } from '../download/download-remove-dialog.js'
import { DownloadSpeed } from '../download/download-speed.js'
import { DownloadStatus } from '../download/download-status.js'
import { DownloadTimeLeft } from '../download/download-time-left.js'
import { DownloadTitle } from '../download/download-title.js'
import { DownloadUpdate } from '../download/download-update.js'
import type { RenderProps } from '../internal/part.js'
import { ActionIcon } from './action-icon.js'
import type { HeadingLevel } from './model-download.js'
import { ModelDownloadNotes } from './model-download-notes.js'

/** A model in two lines, with icons on the buttons. */
export function ModelDownloadRow({ headingLevel }: { readonly headingLevel?: HeadingLevel }): JSX.Element {
  const { state } = useDownloadContext('Root')
  const { isShown } = useDownloadNumbers('Root')
  const Heading = headingLevel === undefined ? 'span' : (`h${headingLevel}` as const)
  const moves = state.status === 'downloading' || state.status === 'verifying'
  return (
    <div className="weightlift-card-body">
      <DownloadIcon className="weightlift-icon" />
      <div className="weightlift-heading">
        <DownloadTitle className="weightlift-title" render={<Heading />} />
        <div className="weightlift-facts">
          {(!moves || state.stalled || state.status === 'verifying') && (
            <DownloadStatus className="weightlift-status" />
          )}
          <DownloadBytes className="weightlift-bytes" />
          <DownloadSpeed className="weightlift-speed" />
          <DownloadTimeLeft className="weightlift-time-left" />
        </div>
      </div>
      <div className="weightlift-controls">
        <DownloadCancel
          className={ICON}
          render={iconButton}
          dialog={<DownloadCancelDialog className="weightlift-dialog" />}
        />
        <DownloadRemove
          className={ICON}
          render={iconButton}
          dialog={<DownloadRemoveDialog className="weightlift-dialog" />}
        />
        <DownloadUpdate className={ICON} render={iconButton} />
        <DownloadAction className={ICON} render={iconButton} />
      </div>
      {isShown && (
        <DownloadProgress className="weightlift-bar">
          <DownloadIndicator className="weightlift-indicator" />
        </DownloadProgress>
      )}
      <ModelDownloadNotes />
    </div>
  )
}

const ICON = 'weightlift-button weightlift-button-icon'

/** The label becomes the tip that shows under the pointer. */
function iconButton({ children, ...props }: RenderProps, { action }: DownloadButtonState): JSX.Element {
  return (
    <button type="button" {...props} title={String(children)}>
      <ActionIcon action={action as ActionName} />
    </button>
  )
}
