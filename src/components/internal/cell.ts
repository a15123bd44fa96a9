'use client'

import { useSyncExternalStore } from 'react'

/** A value that several components show and none of them owns. */
export interface Cell<T> {
  readonly get: () => T
  readonly set: (value: T) => void
  readonly subscribe: (onChange: () => void) => () => void
}

export function createCell<T>(value: T): Cell<T> {
  let current = value
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set(next) {
      current = next
      for (const listener of [...listeners]) listener()
    },
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
  }
}

/** What is picked of a cell's value; renders only when that changes. */
export function useCell<T, U>(cell: Cell<T>, pick: (value: T) => U): U {
  const read = (): U => pick(cell.get())
  return useSyncExternalStore(cell.subscribe, read, read)
}
