'use client'

import { type JSX, useId } from 'react'
import { useActionButton } from '../download/action-button.js'
import { MAIN_ACTION } from '../download/download-action.js'
import { useDownloadContext, useDownloadNumbers } from '../download/download-context.js'
import { DownloadError } from '../download/download-error.js'
import { DownloadIcon } from '../download/download-icon.js'
import { DownloadNotice } from '../download/download-notice.js'
import { DownloadPercent } from '../download/download-percent.js'
import { DownloadProgress } from '../download/download-progress.js'
import { DownloadReason } from '../download/download-reason.js'
import { DownloadRetry } from '../download/download-retry.js'
import { isUnderway } from '../download/download-state.js'
import { DownloadStatus } from '../download/download-status.js'
import { useDownloadAction } from '../download/use-download-action.js'
import { useDownloadMessages } from '../download/use-download-messages.js'
import { ActionIcon } from './action-icon.js'

/**
 * One button for all of it: Download, then a ring that pauses and resumes, then Ready. It is the same element all the way, so that the
 * focus stays. Beside the ring stands how far it is, or the status where that says more.
 */
export function ModelDownloadButton(): JSX.Element {
  const { state } = useDownloadContext('Root')
  const { value } = useDownloadNumbers('Root')
  const { status } = state
  const id = useId()
  const words = useDownloadMessages().status
  const action = useDownloadAction(MAIN_ACTION[status], 'Root')
  const isRing = isUnderway(status)
  const isDone = status === 'completed'
  const isRefused = state.error !== null && status !== 'waiting'
  const button = useActionButton(
    // Ready is nothing to press, and stays to be found.
    {
      ...action,
      ...(isDone ? { label: words.completed } : {}),
      isPossible: true,
      isEnabled: action.isEnabled && action.isPossible,
    },
    {
      className: isRing ? 'weightlift-get-ring' : 'weightlift-button weightlift-button-main',
      ...(isRefused ? { 'aria-describedby': `${id}why` } : {}),
      children: (
        <>
          {isDone ? <DownloadIcon className="weightlift-get-icon" /> : <ActionIcon action={action.name} />}
          {!isRing && (isDone ? words.completed : action.label)}
        </>
      ),
    },
    null,
  )
  const saysPercent = status === 'downloading' && value !== null && !state.stalled && state.link === null
  return (
    <>
      <span className="weightlift-get-button">
        {button}
        {isRing && <DownloadProgress className="weightlift-ring" />}
      </span>
      {isRing &&
        (saysPercent ? (
          <DownloadPercent className="weightlift-percent" />
        ) : (
          <span className="weightlift-get-text">
            <DownloadStatus className="weightlift-status" /> <DownloadReason /> <DownloadNotice />
          </span>
        ))}
      {isRefused && <DownloadError id={`${id}why`} className="weightlift-get-why" />}
      {status === 'waiting' && <DownloadRetry className="weightlift-button" />}
    </>
  )
}
