'use client'

import { forwardRef, type JSX } from 'react'
import { formatSpeed } from '../../engine/core/format.js'
import { SPEED_SAMPLES } from '../../engine/core/speed-history.js'
import { useEngineSnapshot } from '../../hooks/use-engine-snapshot.js'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useQueueContext } from './queue-context.js'
import type { QueuePartState } from './queue-state.js'
import { graphOf } from './speed-graph.js'
import { useQueueMessages } from './use-queue-messages.js'

/**
 * How fast all downloads together were in each of the last 180 seconds: a `<div role="img">`, whose label tells the present and the highest
 * speed, with an `<svg>` (`data-part="area"` and `"line"`) and the scale (`data-part="scale"`). Changes once a second. Nothing while
 * nothing was measured.
 */
export const QueueSpeedGraph: Part<'div', QueuePartState> = /*#__PURE__*/ forwardRef(
  function QueueSpeedGraph(given, ref): JSX.Element | null {
    const { state } = useQueueContext('SpeedGraph')
    const { bytesPerSecond } = useEngineSnapshot((engine) => engine.speedHistory, Object.is)
    const { format } = useLocale()
    const words = useQueueMessages()
    const { area, line, top, now, peak } = graphOf(bytesPerSecond)
    const element = usePart('div', state, given, ref, {
      role: 'img',
      'aria-label': words.graph(formatSpeed(now, format), formatSpeed(peak, format)),
      children: (
        <>
          <svg aria-hidden="true" viewBox={`0 0 ${SPEED_SAMPLES - 1} 100`} preserveAspectRatio="none">
            <path data-part="area" d={area} fill="currentColor" fillOpacity={0.16} />
            <path data-part="line" d={line} fill="none" stroke="currentColor" vectorEffect="non-scaling-stroke" />
          </svg>
          <span data-part="scale">{formatSpeed(top, format)}</span>
        </>
      ),
    })
    return bytesPerSecond.length > 1 && peak > 0 ? element : null
  },
)
