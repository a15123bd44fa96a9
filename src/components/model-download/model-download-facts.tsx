'use client'

import type { JSX } from 'react'
import { DownloadBytes } from '../download/download-bytes.js'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadStatus } from '../download/download-status.js'

/** The line under the title: the status, and the size of a model that is ready; in a row, wherever no bar tells it. */
export function ModelDownloadFacts({ isRow }: { readonly isRow: boolean }): JSX.Element {
  const { state } = useDownloadContext('Root')
  return (
    <div className="weightlift-facts">
      <DownloadStatus className="weightlift-status" />
      {(isRow || state.status === 'completed') && <DownloadBytes className="weightlift-size" />}
    </div>
  )
}
