'use client'

import { useRef } from 'react'
import { useStore } from 'zustand'
import { shallow } from 'zustand/vanilla/shallow'
import type { EngineSnapshot } from '../engine/core/snapshot.js'
import { useEngineContext } from './engine-context.js'

/**
 * A part of the engine's snapshot; renders only when that part changes. All other hooks stand on it.
 *
 * ```tsx
 * const online = useEngineSnapshot((snapshot) => snapshot.network.online)
 * ```
 *
 * @param selector Picks the part. May be written inline and may make a new object each time.
 * @param isEqual Whether the part is still the same. Default: shallow equality.
 * @throws Error outside an `EngineProvider`.
 */
export function useEngineSnapshot<T>(
  selector: (snapshot: EngineSnapshot) => T,
  isEqual: (a: T, b: T) => boolean = shallow,
): T {
  const { store } = useEngineContext('useEngineSnapshot')
  return useStore(store.snapshots, useStable(selector, isEqual))
}

/** The selector, giving the earlier object where the new one is equal: useStore compares by identity. */
function useStable<S, T>(selector: (state: S) => T, isEqual: (a: T, b: T) => boolean): (state: S) => T {
  const last = useRef<{ readonly value: T } | null>(null)
  return (state) => {
    const value = selector(state)
    if (last.current === null || !isEqual(last.current.value, value)) last.current = { value }
    return last.current.value
  }
}
