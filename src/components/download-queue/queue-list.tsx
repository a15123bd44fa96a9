'use client'

import { forwardRef, type JSX, memo, type ReactNode, useContext, useMemo } from 'react'
import { type Part, usePart } from '../internal/part.js'
import { type QueueRow, QueueRowContext, useQueueContext, useQueueSection } from './queue-context.js'
import { QueueHeadingContext } from './queue-heading.js'
import type { QueueSectionState } from './queue-state.js'

/** How many rows are drawn before it is known what is near the view. */
const FIRST = 24

/**
 * The rows of a section: a `<ul>` that draws its children once for each download. They begin with a `Queue.Item`.
 *
 * All items of a long list are there, so that a screen reader counts them rightly and the focus has where to be; only those near the view
 * are drawn inside.
 */
export const QueueList: Part<'ul', QueueSectionState> = /*#__PURE__*/ forwardRef(function QueueList(
  { children, ...given },
  ref,
) {
  const { sections, isWindowed, can } = useQueueContext('List')
  const section = useQueueSection('List')
  const ids = sections.ids[section]
  const canMove = can.move && section === 'queued'
  const isPeer = (at: number, other: number): boolean =>
    canMove && sections.urgencies[at] === sections.urgencies[other] && other >= 0
  return usePart('ul', { section, count: ids.length }, given, ref, {
    // Safari takes the role away where the list has no bullets.
    role: 'list',
    'aria-labelledby': useContext(QueueHeadingContext),
    children: ids.map((id, at) => (
      <Row
        key={id}
        id={id}
        section={section}
        isWindowed={isWindowed}
        isFirst={at < FIRST}
        canMoveUp={isPeer(at, at - 1)}
        canMoveDown={isPeer(at, at + 1)}
      >
        {children}
      </Row>
    )),
  })
})

const Row = /*#__PURE__*/ memo(function Row({
  children,
  id,
  section,
  isWindowed,
  isFirst,
  canMoveUp,
  canMoveDown,
}: QueueRow & { readonly children?: ReactNode }): JSX.Element {
  const row = useMemo(
    () => ({ id, section, isWindowed, isFirst, canMoveUp, canMoveDown }),
    [id, section, isWindowed, isFirst, canMoveUp, canMoveDown],
  )
  return <QueueRowContext.Provider value={row}>{children}</QueueRowContext.Provider>
})
