'use client'

import type { JSX } from 'react'
import { DownloadBytes } from '../download/download-bytes.js'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadReason } from '../download/download-reason.js'
import { DownloadStatus } from '../download/download-status.js'
import { hasMeter } from './download-queue-meter.js'

/** The line under a row's title: the status or why it waits, and the size where no meter tells it. */
export function DownloadQueueFacts(): JSX.Element {
  const { state } = useDownloadContext('Root')
  return (
    <div className="weightlift-facts">
      {state.status === 'waiting' ? (
        <DownloadReason className="weightlift-status" />
      ) : (
        <DownloadStatus className="weightlift-status" />
      )}
      {!hasMeter(state) && <DownloadBytes className="weightlift-size" />}
    </div>
  )
}
