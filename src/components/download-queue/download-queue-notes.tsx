'use client'

import type { JSX } from 'react'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadError } from '../download/download-error.js'
import { DownloadRetry } from '../download/download-retry.js'

/** What has to be said under a row: what went wrong, and a way not to wait. That the engine is out of reach, the queue says once. */
export function DownloadQueueNotes(): JSX.Element {
  const { state } = useDownloadContext('Root')
  return (
    <div className="weightlift-notes">
      {/* After a failure, trying again is the main button. */}
      {state.status === 'waiting' && <DownloadRetry className="weightlift-button" />}
      <DownloadError className="weightlift-error" />
    </div>
  )
}
