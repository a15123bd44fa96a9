'use client'

import { type KeyboardEvent, type RefObject, useCallback } from 'react'
import { controlOf, ROW, rowsOf } from '../internal/use-row-focus.js'
import type { Move } from './queue-moves.js'

const STEPS: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}

const MOVES: Readonly<Record<string, Move>> = { ArrowUp: 'up', ArrowDown: 'down', Home: 'top', End: 'bottom' }

/** In these the keys mean something else. */
const OWN_KEYS = 'input, select, textarea, dialog, [contenteditable], [role="slider"], [role="menu"]'

/** The keys of a queue: between rows, and of a row in line. */
export function useQueueKeys(
  root: RefObject<HTMLElement | null>,
  move: (id: string, move: Move) => void,
): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    (event) => {
      const { key, altKey, ctrlKey, metaKey, shiftKey } = event
      const target = event.target as Element
      const row = target.closest<HTMLElement>(`[${ROW}]`)
      const step = STEPS[key]
      if (step === undefined || row === null || ctrlKey || metaKey || shiftKey || target.closest(OWN_KEYS)) return
      // Not the page too: it would scroll away under the focus.
      event.preventDefault()
      if (altKey) move(row.getAttribute(ROW) as string, MOVES[key] as Move)
      else focusRow(rowsOf(root.current), row, step, target.getAttribute('data-action'))
    },
    [root, move],
  )
}

function focusRow(
  rows: readonly HTMLElement[],
  row: HTMLElement,
  step: (at: number, count: number) => number,
  action: string | null,
): void {
  const next = rows[step(rows.indexOf(row), rows.length)]
  if (next === undefined) return
  next.scrollIntoView?.({ block: 'nearest' })
  controlOf(next, action).focus()
}
