'use client'

import type { JSX } from 'react'
import { useQueueContext } from './queue-context.js'
import { QueuePauseAll } from './queue-pause-all.js'
import { QueueResumeAll } from './queue-resume-all.js'
import { QueueSpeedGraph } from './queue-speed-graph.js'
import { QueueSummary } from './queue-summary.js'

/** Above the sections: what all of it comes to, the graph, and the controls for all. */
export function DownloadQueueHead(): JSX.Element | null {
  const { state } = useQueueContext('Root')
  if (state.empty) return null
  return (
    <div className="weightlift-queue-head">
      <QueueSummary className="weightlift-summary" />
      <div className="weightlift-controls">
        <QueuePauseAll className="weightlift-button" />
        <QueueResumeAll className="weightlift-button" />
      </div>
      <QueueSpeedGraph className="weightlift-graph" />
    </div>
  )
}
