'use client'

import { useEffect, useRef, useState } from 'react'

/** Least time between two changes of a number on screen, milliseconds. */
export const CALM_MS = 250

/**
 * A value that changes at most once in {@link CALM_MS}, so that numbers can be read; at once where `key` changes too.
 * The last value is always shown in the end.
 */
export function useCalm<T>(value: T, key: string): T {
  const [shown, setShown] = useState({ value, key })
  const newest = useRef(shown)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  if (shown.key !== key) setShown({ value, key })

  useEffect(() => {
    newest.current = { value, key }
    if (Object.is(value, shown.value) || timer.current !== undefined) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      setShown(newest.current)
    }, CALM_MS)
  })

  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )

  return shown.key === key ? shown.value : value
}
