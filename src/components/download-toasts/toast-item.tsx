'use client'

import { type JSX, useEffect } from 'react'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadError } from '../download/download-error.js'
import { DownloadIcon } from '../download/download-icon.js'
import { DownloadRetry } from '../download/download-retry.js'
import { DownloadStatus } from '../download/download-status.js'
import { DownloadTitle } from '../download/download-title.js'
import { DownloadUpdate } from '../download/download-update.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { Outline } from '../internal/outline.js'
import type { Toast } from './toast-list.js'

interface ToastItemProps {
  readonly kind: Toast['kind']
  /** What the button says that puts it away. */
  readonly label: string
  /** Goes by itself after this, milliseconds; null: not now. */
  readonly leaveAfterMs: number | null
  readonly onDismiss: () => void
}

/** One notification, made of the parts of its download. */
export function ToastItem({ kind, label, leaveAfterMs, onDismiss }: ToastItemProps): JSX.Element {
  const { name, state } = useDownloadContext('Root')
  const { action } = useDownloadMessages()
  useEffect(() => {
    if (leaveAfterMs === null) return
    const timer = setTimeout(onDismiss, leaveAfterMs)
    return () => clearTimeout(timer)
  }, [leaveAfterMs, onDismiss])
  return (
    <li className="weightlift-toast" data-status={state.status} data-kind={kind}>
      <DownloadIcon className="weightlift-icon" />
      <div className="weightlift-heading">
        <DownloadTitle className="weightlift-title" />
        {kind === 'failed' ? (
          <DownloadError className="weightlift-toast-error" />
        ) : (
          <DownloadStatus className="weightlift-status" />
        )}
      </div>
      <DownloadRetry className="weightlift-button" />
      <DownloadUpdate className="weightlift-button" />
      <button
        type="button"
        className="weightlift-button weightlift-button-icon"
        data-action="dismiss"
        aria-label={action.named(label, name)}
        title={label}
        onClick={onDismiss}
      >
        <Outline path="m7 7 10 10M17 7 7 17" />
      </button>
    </li>
  )
}
