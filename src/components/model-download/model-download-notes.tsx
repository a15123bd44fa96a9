'use client'

import type { JSX } from 'react'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadError } from '../download/download-error.js'
import { DownloadNotice } from '../download/download-notice.js'
import { DownloadReason } from '../download/download-reason.js'
import { DownloadRetry } from '../download/download-retry.js'

/** What has to be said beside the numbers: why it waits, what went wrong, that the engine is out of reach. */
export function ModelDownloadNotes(): JSX.Element {
  const { state } = useDownloadContext('Root')
  return (
    <div className="weightlift-notes">
      <DownloadReason className="weightlift-reason" />
      {/* After a failure, trying again is the main button. */}
      {state.status === 'waiting' && <DownloadRetry className="weightlift-button" />}
      <DownloadError className="weightlift-error" />
      {/* While nothing else is known, the status says it. */}
      {!state.checking && <DownloadNotice className="weightlift-notice" />}
    </div>
  )
}
