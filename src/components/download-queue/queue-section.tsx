'use client'

import { forwardRef, type JSX, useId } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { QueueSectionContext, useQueueContext } from './queue-context.js'
import { QueueHeadingContext } from './queue-heading.js'
import type { QueueSectionName } from './queue-sections.js'
import type { QueueSectionState } from './queue-state.js'

export interface QueueSectionOptions {
  /** Which downloads: `running`, `failed`, `queued`, `waiting`, `paused`, `completed` or `cancelled`. */
  readonly name: QueueSectionName
}

/** The downloads of one kind, with a heading: a `<section>`. Not drawn while there are none. */
export const QueueSection: Part<'section', QueueSectionState, QueueSectionOptions> = /*#__PURE__*/ forwardRef(
  function QueueSection({ name, ...given }, ref): JSX.Element | null {
    const { sections } = useQueueContext('Section')
    const headingId = useId()
    const count = sections.ids[name].length
    const element = usePart('section', { section: name, count }, given, ref, { 'aria-labelledby': headingId })
    if (count === 0) return null
    return (
      <QueueSectionContext.Provider value={name}>
        <QueueHeadingContext.Provider value={headingId}>{element}</QueueHeadingContext.Provider>
      </QueueSectionContext.Provider>
    )
  },
)
