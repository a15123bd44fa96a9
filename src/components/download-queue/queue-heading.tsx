'use client'

import { type Context, createContext, forwardRef, useContext } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { useLocale } from '../locale/locale-context.js'
import { useQueueContext, useQueueSection } from './queue-context.js'
import type { QueueSectionState } from './queue-state.js'
import { useQueueMessages } from './use-queue-messages.js'

/** The id by which a section is named after its heading. */
export const QueueHeadingContext: Context<string | undefined> = createContext<string | undefined>(undefined)

/** What a section is and how many downloads are in it: an `<h3>` that holds `data-part="count"`. For another level write `render={<h2 />}`. */
export const QueueHeading: Part<'h3', QueueSectionState> = /*#__PURE__*/ forwardRef(function QueueHeading(given, ref) {
  const { sections } = useQueueContext('Heading')
  const section = useQueueSection('Heading')
  const { format } = useLocale()
  const words = useQueueMessages()
  const count = sections.ids[section].length
  return usePart('h3', { section, count }, given, ref, {
    id: useContext(QueueHeadingContext),
    children: (
      <>
        {words.section[section]} <span data-part="count">{new Intl.NumberFormat(format.locale).format(count)}</span>
      </>
    ),
  })
})
