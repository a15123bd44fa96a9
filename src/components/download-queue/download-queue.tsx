'use client'

import {
  type CSSProperties,
  createElement,
  type ForwardRefExoticComponent,
  forwardRef,
  type RefAttributes,
} from 'react'
import type { LocaleOptions } from '../locale/use-nested-locale.js'
import { DownloadQueueHead } from './download-queue-head.js'
import { DownloadQueueRow } from './download-queue-row.js'
import { QueueAnnouncer } from './queue-announcer.js'
import { QueueEmpty } from './queue-empty.js'
import { QueueHeading } from './queue-heading.js'
import { QueueList } from './queue-list.js'
import { QueueNotice } from './queue-notice.js'
import { QueueRoot } from './queue-root.js'
import { QueueSection } from './queue-section.js'
import { QUEUE_SECTIONS } from './queue-sections.js'

export interface DownloadQueueProps extends Pick<LocaleOptions, 'locale' | 'messages' | 'units'> {
  /** Tell screen readers of transitions. Turn it off where the app announces downloads itself. Default true. */
  readonly announce?: boolean
  /** Draw only rows near the view where there are more downloads than this. Default 50. */
  readonly virtualizeAbove?: number
  readonly className?: string
  /** Custom properties go here too: `{ '--weightlift-accent': 'teal' }`. */
  readonly style?: CSSProperties
}

/**
 * All downloads of the engine: what runs with a graph of the speed, what failed, what comes next and can be reordered by dragging and by
 * keyboard, what waits and why, what is paused and what is done. Needs an `EngineProvider` above it and `weightlift/styles.css` once in the
 * app. For a list of your own, put it together from the parts of `Queue` and `Download`.
 *
 * It is as high as its rows. Put it into what scrolls, a panel of a fixed height or the page: only rows near the view are drawn.
 */
export const DownloadQueue: ForwardRefExoticComponent<DownloadQueueProps & RefAttributes<HTMLDivElement>> =
  /*#__PURE__*/ forwardRef(function DownloadQueue({ announce = true, className, ...root }, ref) {
    return (
      <QueueRoot {...root} ref={ref} className={`weightlift-queue${className === undefined ? '' : ` ${className}`}`}>
        <DownloadQueueHead />
        <QueueNotice className="weightlift-queue-notice" />
        <QueueEmpty className="weightlift-empty" />
        {QUEUE_SECTIONS.map((name) => (
          <QueueSection key={name} name={name} className="weightlift-section">
            <QueueHeading className="weightlift-section-heading" />
            <QueueList className="weightlift-rows">{ROW}</QueueList>
          </QueueSection>
        ))}
        {announce && <QueueAnnouncer className="weightlift-hidden" />}
      </QueueRoot>
    )
  })

// One element for all lists, so that no row renders because the queue does.
const ROW = /*#__PURE__*/ createElement(DownloadQueueRow)
