'use client'

import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import { shallow } from './shallow.js'
import type { Source } from './source.js'

/** What a hook with a large state is told of what its component shows. */
export interface SelectOptions<S, T> {
  /** Picks what is shown, so that nothing else causes a render. May be written inline and may make a new object each time. */
  readonly select: (state: S) => T
  /** Whether what was picked is still the same. Default: shallow equality. */
  readonly isEqual?: (a: T, b: T) => boolean
}

/** The whole state of a source, or what the options pick of it. */
export function useSource<S, T>(source: Source<S>, options: SelectOptions<S, T> | undefined): S | T {
  return useSelected<S, S | T>(
    source,
    options?.select ?? whole,
    options === undefined ? Object.is : ((options.isEqual ?? shallow) as (a: S | T, b: S | T) => boolean),
  )
}

function whole<S>(state: S): S {
  return state
}

/**
 * A part of a source; renders only when that part is another. One subscription, which tears neither in a transition nor when the source
 * is exchanged.
 */
export function useSelected<S, T>(
  source: Source<S>,
  select: (state: S) => T,
  isEqual: (a: T, b: T) => boolean = shallow,
): T {
  const committed = useRef<{ readonly value: T } | null>(null)
  // A render may be thrown away, so what it picked is kept with its selector, and only what was shown outlives that.
  const pick = useMemo(() => {
    let last: { readonly state: S; readonly value: T } | null = null
    return (state: S): T => {
      if (last !== null && last.state === state) return last.value
      const value = select(state)
      const before = last ?? committed.current
      last = { state, value: before !== null && isEqual(before.value, value) ? before.value : value }
      return last.value
    }
  }, [select, isEqual])

  const value = useSyncExternalStore(
    source.subscribe,
    () => pick(source.getState()),
    () => pick(source.getInitialState()),
  )
  useEffect(() => {
    committed.current = { value }
  }, [value])
  return value
}
