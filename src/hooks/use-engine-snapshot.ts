'use client'

import type { EngineSnapshot } from '../engine/core/snapshot.js'
import { useEngineContext } from './engine-context.js'
import { useSelected } from './use-selected.js'

/**
 * A part of the engine's snapshot; renders only when that part changes. For what no other hook gives.
 *
 * ```tsx
 * const online = useEngineSnapshot((snapshot) => snapshot.network.online)
 * ```
 *
 * @param selector Picks the part. May be written inline and may make a new object each time.
 * @param isEqual Whether the part is still the same. Default: shallow equality.
 * @throws Error outside an `EngineProvider`.
 */
export function useEngineSnapshot<T>(selector: (snapshot: EngineSnapshot) => T, isEqual?: (a: T, b: T) => boolean): T {
  return useSelected(useEngineContext('useEngineSnapshot').store.snapshots, selector, isEqual)
}
