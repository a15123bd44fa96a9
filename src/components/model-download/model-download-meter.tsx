'use client'

import type { JSX } from 'react'
import { DownloadBytes } from '../download/download-bytes.js'
import { useDownloadNumbers } from '../download/download-context.js'
import { DownloadIndicator } from '../download/download-indicator.js'
import { DownloadPercent } from '../download/download-percent.js'
import { DownloadProgress } from '../download/download-progress.js'
import { DownloadSpeed } from '../download/download-speed.js'
import { DownloadTimeLeft } from '../download/download-time-left.js'

/** The bar with its numbers, each in a place of its own, so that nothing moves when one of them comes or goes. */
export function ModelDownloadMeter(): JSX.Element | null {
  const { isShown } = useDownloadNumbers('Root')
  if (!isShown) return null
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
