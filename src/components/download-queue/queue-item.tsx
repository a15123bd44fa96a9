'use client'

import { type CSSProperties, type FocusEvent, forwardRef, useCallback, useEffect, useRef, useState } from 'react'
import { useEngine } from '../../hooks/use-engine.js'
import { useCell } from '../internal/cell.js'
import { type Part, usePart } from '../internal/part.js'
import { useOwnRef } from '../internal/use-own-ref.js'
import { controlOf, ROW } from '../internal/use-row-focus.js'
import { useQueueRow, useQueueRows } from './queue-context.js'
import type { QueueItemState } from './queue-state.js'

/** The height of a row that was never drawn, pixels: near that of the drop-in's. What a row measured is kept. */
const USUAL_HEIGHT = 63

/**
 * A row of a list: a `<li>` that is there for each download. Put `Queue.Download` inside, and the controls of its place in line.
 * In a long list only rows near the view have their children; the others have the model's name and the height that they had.
 */
export const QueueItem: Part<'li', QueueItemState> = /*#__PURE__*/ forwardRef(function QueueItem(
  { children, ...given },
  ref,
) {
  const { id, section, isWindowed, isFirst } = useQueueRow('Item')
  const { window, drag, hadFocus } = useQueueRows('Item')
  const [own, joined] = useOwnRef<HTMLLIElement>(ref)
  const isNear = useRef(false)
  const height = useRef(USUAL_HEIGHT)
  const [isDrawn, setDrawn] = useState(() => !isWindowed || isFirst || hadFocus(id))
  const dragging = useCell(drag, (now) => now?.id === id)
  const drop = useCell(drag, (now) => (now?.beside === id ? now.edge : null))

  useEffect(() => {
    const element = own.current
    if (!isWindowed || element === null) return setDrawn(true)
    return window.watch(element, (near, measured) => {
      isNear.current = near
      if (!near && measured > 0) height.current = measured
      // What has the focus stays, wherever it was scrolled.
      setDrawn(near || element.contains(element.ownerDocument.activeElement))
    })
  }, [window, isWindowed, own])

  // The row itself was given the focus while nothing was in it.
  useEffect(() => {
    const element = own.current
    if (isDrawn && element !== null && element.ownerDocument.activeElement === element) {
      controlOf(element, null).focus()
    }
  }, [isDrawn, own])

  const settle = useCallback(({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setDrawn(isNear.current)
  }, [])
  const state = { section, idle: !isDrawn, dragging, drop }
  const style: CSSProperties | undefined = isDrawn ? undefined : { blockSize: height.current, boxSizing: 'border-box' }
  return usePart('li', state, given, joined, {
    [ROW]: id,
    style,
    onFocus: isWindowed ? () => setDrawn(true) : undefined,
    onBlur: isWindowed ? settle : undefined,
    children: isDrawn ? children : <ItemName id={id} />,
  })
})

/** Read, not watched: a row that nobody sees renders with nobody's bytes. */
function ItemName({ id }: { readonly id: string }): string {
  return useEngine().getSnapshot().downloads[id]?.name ?? id
}
