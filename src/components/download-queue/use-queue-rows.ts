'use client'

import { type RefObject, useInsertionEffect, useMemo, useRef } from 'react'
import { useDownloadQueue } from '../../hooks/use-download-queue.js'
import { useEngine } from '../../hooks/use-engine.js'
import { createCell } from '../internal/cell.js'
import { ROW, rowsOf } from '../internal/use-row-focus.js'
import { type Drag, startDrag } from './drag.js'
import type { QueueRows } from './queue-context.js'
import { beforeIdOf, placeAfter, stretchAt } from './queue-moves.js'
import type { QueueSections } from './queue-sections.js'
import { createRowWindow } from './row-window.js'
import { useQueueMessages } from './use-queue-messages.js'

/** What the rows of a queue share: always the same object. */
export function useQueueRows(
  root: RefObject<HTMLElement | null>,
  sections: QueueSections,
  hadFocus: (id: string) => boolean,
): QueueRows {
  const engine = useEngine()
  const words = useQueueMessages()
  const verbs = useDownloadQueue({ select: ({ move, moveAsync }) => ({ move, moveAsync }) })
  const newest = useRef({ sections, words, verbs, engine, hadFocus })
  useInsertionEffect(() => {
    newest.current = { sections, words, verbs, engine, hadFocus }
  })

  return useMemo<QueueRows>(() => {
    const drag = createCell<Drag | null>(null)
    const said = createCell('')

    const place = (from: number, to: number): void => {
      const now = newest.current
      const { order, downloads, link, capabilities } = now.engine.getSnapshot()
      if (link !== 'open' || !capabilities.commands.includes('move')) return
      const { queued } = now.sections.ids
      const id = queued[from] as string
      const name = downloads[id]?.name ?? id
      const { moved, stays } = now.words.announcement
      const stay = (): void => said.set(stays(name, from + 1, queued.length))
      if (to === from) return stay()
      const beforeId = beforeIdOf(queued, order, from, to)
      void now.verbs.moveAsync(id, beforeId).then(
        () => said.set(moved(name, to + 1, queued.length)),
        () => {
          stay()
          // The queue shows why: by the verb that leaves it there.
          now.verbs.move(id, beforeId)
        },
      )
    }
    return {
      window: createRowWindow(),
      drag,
      said,
      hadFocus: (id) => newest.current.hadFocus(id),
      move(id, move) {
        const now = newest.current.sections
        const from = now.ids.queued.indexOf(id)
        if (from !== -1) place(from, placeAfter(now, from, move))
      },
      startDrag(event, id) {
        const now = newest.current.sections
        const from = now.ids.queued.indexOf(id)
        if (from === -1) return
        const { start, end } = stretchAt(now, from)
        const ids = now.ids.queued.slice(start, end)
        const elements = new Map(rowsOf(root.current).map((row) => [row.getAttribute(ROW), row]))
        const drop = (to: number): void => {
          const at = newest.current.sections.ids.queued
          // The line may have moved on under the pointer: what counts is the row that it was let go beside.
          const target = at.indexOf(ids[to] as string)
          const origin = at.indexOf(id)
          if (target !== -1 && origin !== -1) place(origin, target)
        }
        startDrag(event, id, { ids, elementOf: (other) => elements.get(other) ?? null, drop }, drag)
      },
    }
  }, [root])
}
