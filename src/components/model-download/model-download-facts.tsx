'use client'

import type { JSX } from 'react'
import { DownloadBytes } from '../download/download-bytes.js'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadStatus } from '../download/download-status.js'

/** The line under the title: the status, and the size of a model that is ready. */
export function ModelDownloadFacts(): JSX.Element {
  const { state } = useDownloadContext('Root')
  return (
    <div className="weightlift-facts">
      <DownloadStatus className="weightlift-status" />
      {state.status === 'completed' && <DownloadBytes className="weightlift-size" />}
    </div>
  )
}
