'use client'

import type { JSX } from 'react'
import { DownloadBytes } from '../download/download-bytes.js'
import { useDownloadContext } from '../download/download-context.js'
import { DownloadIndicator } from '../download/download-indicator.js'
import { DownloadPercent } from '../download/download-percent.js'
import { DownloadProgress } from '../download/download-progress.js'
import { DownloadSpeed } from '../download/download-speed.js'
import type { DownloadPartState } from '../download/download-state.js'
import { DownloadTimeLeft } from '../download/download-time-left.js'

/** Whether a row has a bar: what moves, and what stopped half-way. A long line of empty bars tells nobody anything. */
export function hasMeter({ status, partial }: Pick<DownloadPartState, 'status' | 'partial'>): boolean {
  if (status === 'preparing' || status === 'downloading' || status === 'verifying') return true
  return partial && (status === 'queued' || status === 'waiting' || status === 'paused')
}

/** A row's bar, with its numbers while it moves. */
export function DownloadQueueMeter(): JSX.Element | null {
  const { state } = useDownloadContext('Root')
  if (!hasMeter(state)) return null
  return (
    <>
      <div className="weightlift-meter">
        <DownloadProgress className="weightlift-bar">
          <DownloadIndicator className="weightlift-indicator" />
        </DownloadProgress>
        <DownloadPercent className="weightlift-percent" />
      </div>
      <div className="weightlift-numbers">
        <DownloadBytes className="weightlift-bytes" />
        <DownloadSpeed className="weightlift-speed" />
        <DownloadTimeLeft className="weightlift-time-left" />
      </div>
    </>
  )
}
