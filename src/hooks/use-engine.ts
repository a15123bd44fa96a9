'use client'

import type { Engine } from '../engine/core/engine.js'
import { useEngineContext } from './engine-context.js'

/**
 * The engine of the provider above, for what the other hooks do not offer: `engine.dispatch`, `engine.query`, or
 * `createClient(engine)` from `weightlift/engine` for verbs that throw. Never causes a render but when the provider gets
 * another engine; to show state, use {@link useEngineSnapshot}.
 *
 * @throws Error outside an `EngineProvider`.
 */
export function useEngine(): Engine {
  return useEngineContext('useEngine').store.engine
}
