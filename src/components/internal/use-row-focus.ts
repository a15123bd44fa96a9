'use client'

import { type FocusEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'

/** Marks the element of a row with its download's id, for the keyboard and the focus. */
export const ROW = 'data-row'

/** Where focus may go by itself: never to what ends, deletes or fetches a model at the next press of the space bar. */
const SAFE =
  'button[data-action]:not([data-action="cancel"], [data-action="remove"], [data-action="discard"], [data-action="update"])'

// React 18 warns of layout effects where there is no layout.
const useAfterChange = typeof document === 'undefined' ? useEffect : useLayoutEffect

interface Held {
  readonly element: Element
  /** Of its row; empty beside the rows. */
  readonly id: string
  /** What the focused control does, by its `data-action`. */
  readonly action: string | null
  /** Rows as they stood, so that a neighbour can take over from one that is gone. */
  readonly ids: readonly string[]
}

export interface RowFocus {
  readonly onFocus: (event: FocusEvent) => void
  readonly onBlur: (event: FocusEvent) => void
  readonly hadFocus: (id: string) => boolean
}

/**
 * Keeps the focus in a list of rows. A row that comes under another heading is another element: the same control of it gets the focus there, or
 * what took over from it. Of a row that is gone the next one gets it, or the list itself, as of a control beside the rows.
 */
export function useRowFocus(root: RefObject<HTMLElement | null>, contents: object): RowFocus {
  const held = useRef<Held | null>(null)

  useAfterChange(() => {
    const last = held.current
    const list = root.current
    if (last === null || list === null || list.contains(last.element)) return
    const { activeElement, body } = list.ownerDocument
    if (activeElement !== null && activeElement !== body) return
    const row = rowOf(list, last.id) ?? neighbourOf(list, last)
    if (row === null) list.tabIndex = -1
    ;(row === null ? list : controlOf(row, last.action)).focus({ preventScroll: row === null })
  }, [root, contents])

  return {
    hadFocus: (id) => held.current?.id === id,
    onFocus: ({ target }) => {
      const row = target.closest(`[${ROW}]`)
      const id = row?.getAttribute(ROW) ?? ''
      // A control beside the rows that goes has no neighbour: the list itself takes over.
      const ids = row === null ? [] : idsOf(root.current)
      held.current = { element: target, id, action: target.getAttribute('data-action'), ids }
    },
    // React tells of no blur when it removes the focused element itself: what comes here is the user's doing.
    onBlur: ({ target }) => {
      if ((target.getRootNode() as Document | ShadowRoot).activeElement !== target) held.current = null
    },
  }
}

/** The control of a row that does this, or another one that harms nothing, or the row itself. */
export function controlOf(row: HTMLElement, action: string | null): HTMLElement {
  const same = action === null ? null : row.querySelector<HTMLElement>(`[data-action="${action}"]`)
  const control = same ?? row.querySelector<HTMLElement>(SAFE)
  if (control === null) row.tabIndex = -1
  return control ?? row
}

/** All rows of a list, in the order in which they stand. */
export function rowsOf(list: Element | null): HTMLElement[] {
  return list === null ? [] : [...list.querySelectorAll<HTMLElement>(`[${ROW}]`)]
}

function idsOf(list: Element | null): string[] {
  return rowsOf(list).map((row) => row.getAttribute(ROW) as string)
}

function rowOf(list: Element, id: string): HTMLElement | null {
  return rowsOf(list).find((row) => row.getAttribute(ROW) === id) ?? null
}

function neighbourOf(list: Element, { id, ids }: Held): HTMLElement | null {
  const at = ids.indexOf(id)
  for (const other of [...ids.slice(at + 1), ...ids.slice(0, at).reverse()]) {
    const row = rowOf(list, other)
    if (row !== null) return row
  }
  return null
}
