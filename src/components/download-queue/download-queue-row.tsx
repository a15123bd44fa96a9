'use client'

import type { JSX } from 'react'
import { DownloadAction } from '../download/download-action.js'
import { DownloadCancel } from '../download/download-cancel.js'
import { DownloadCancelDialog } from '../download/download-cancel-dialog.js'
import { DownloadIcon } from '../download/download-icon.js'
import { DownloadRemove } from '../download/download-remove.js'
import { DownloadRemoveDialog } from '../download/download-remove-dialog.js'
import { DownloadTitle } from '../download/download-title.js'
import { Outline } from '../internal/outline.js'
import { DownloadQueueFacts } from './download-queue-facts.js'
import { DownloadQueueMeter } from './download-queue-meter.js'
import { DownloadQueueNotes } from './download-queue-notes.js'
import { QueueDownload } from './queue-download.js'
import { QueueHandle } from './queue-handle.js'
import { QueueItem } from './queue-item.js'
import { QueueMoveDown } from './queue-move-down.js'
import { QueueMoveUp } from './queue-move-up.js'

/** A row of the queue. */
export function DownloadQueueRow(): JSX.Element {
  return (
    <QueueItem className="weightlift-row">
      <QueueDownload className="weightlift-row-body">
        <QueueHandle className="weightlift-handle">
          <Outline path="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" width={3} />
        </QueueHandle>
        <DownloadIcon className="weightlift-icon" />
        <div className="weightlift-heading">
          <DownloadTitle className="weightlift-title" />
          <DownloadQueueFacts />
        </div>
        <DownloadQueueMeter />
        <DownloadQueueNotes />
        <div className="weightlift-controls">
          <QueueMoveUp className="weightlift-button weightlift-button-icon">
            <Outline path="m6 15 6-6 6 6" />
          </QueueMoveUp>
          <QueueMoveDown className="weightlift-button weightlift-button-icon">
            <Outline path="m6 9 6 6 6-6" />
          </QueueMoveDown>
          <DownloadCancel
            className="weightlift-button weightlift-button-quiet"
            dialog={<DownloadCancelDialog className="weightlift-dialog" />}
          />
          <DownloadRemove
            className="weightlift-button weightlift-button-quiet"
            dialog={<DownloadRemoveDialog className="weightlift-dialog" />}
          />
          <DownloadAction className="weightlift-button weightlift-button-main" />
        </div>
      </QueueDownload>
    </QueueItem>
  )
}
