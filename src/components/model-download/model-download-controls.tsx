'use client'

import type { JSX } from 'react'
import type { DownloadButtonState } from '../download/action-button.js'
import { DownloadAction } from '../download/download-action.js'
import { DownloadCancel } from '../download/download-cancel.js'
import { DownloadCancelDialog } from '../download/download-cancel-dialog.js'
import { DownloadRemove } from '../download/download-remove.js'
import { DownloadRemoveDialog } from '../download/download-remove-dialog.js'
import { DownloadUpdate } from '../download/download-update.js'
import type { RenderProps } from '../internal/part.js'
import { ActionIcon } from './action-icon.js'

const WORDS = {
  way: { className: 'weightlift-button weightlift-button-quiet' },
  main: { className: 'weightlift-button weightlift-button-main' },
}

const ICON = { className: 'weightlift-button weightlift-button-icon', render: iconButton }

const ICONS = { way: ICON, main: ICON }

/** What comes next as the one button that stands out, and the ways out beside it. */
export function ModelDownloadControls({ isRow }: { readonly isRow: boolean }): JSX.Element {
  const { way, main } = isRow ? ICONS : WORDS
  return (
    <div className="weightlift-controls">
      <DownloadCancel {...way} dialog={<DownloadCancelDialog className="weightlift-dialog" />} />
      <DownloadRemove {...way} dialog={<DownloadRemoveDialog className="weightlift-dialog" />} />
      <DownloadUpdate {...main} />
      <DownloadAction {...main} />
    </div>
  )
}

/** The label becomes the tip that shows under the pointer. */
function iconButton({ children, ...props }: RenderProps, { action }: DownloadButtonState): JSX.Element {
  return (
    <button type="button" {...props} title={String(children)}>
      <ActionIcon action={action} />
    </button>
  )
}
