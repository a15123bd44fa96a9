'use client'

import { useMemo, useState, useSyncExternalStore } from 'react'

/** Whether anybody is about to read what would go by itself, and what to put on its element to know. */
export interface Held {
  readonly isHeld: boolean
  readonly onPointer: (isIn: boolean) => void
  readonly onFocus: (isIn: boolean) => void
}

/** Held while the pointer or the focus is in it, each by itself, and while nobody looks at the page. */
export function useHeld(): Held {
  const [hasPointer, onPointer] = useState(false)
  const [hasFocus, onFocus] = useState(false)
  const isSeen = useSyncExternalStore(watchPage, isPageSeen, () => true)
  const isHeld = hasPointer || hasFocus || !isSeen
  return useMemo(() => ({ isHeld, onPointer, onFocus }), [isHeld])
}

function isPageSeen(): boolean {
  return document.visibilityState !== 'hidden'
}

function watchPage(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange)
  return () => document.removeEventListener('visibilitychange', onChange)
}
