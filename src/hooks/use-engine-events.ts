'use client'

import { useEffect, useInsertionEffect, useRef } from 'react'
import type { EngineEvent } from '../engine/core/event.js'
import { onEvent } from '../engine/core/on-event.js'
import { useEngineContext } from './engine-context.js'

/**
 * Calls a function for what happens while the component is there: for toasts, announcements, sounds, logs. Causes no render by itself.
 * What was so when the component appeared is no event. As `onEvent` of `weightlift/engine`, it is made of the differences between
 * snapshots, so it may miss what came and went within a tenth of a second: show state by the other hooks.
 *
 * ```tsx
 * useEngineEvents((event) => {
 *   if (event.type === 'completed') toast(`${event.download.name ?? event.id} is ready`)
 * })
 * ```
 *
 * @param listener May be written inline: the newest is called.
 * @throws Error outside an `EngineProvider`.
 */
export function useEngineEvents(listener: (event: EngineEvent) => void): void {
  const { snapshots } = useEngineContext('useEngineEvents').store
  const newest = useRef(listener)
  useInsertionEffect(() => {
    newest.current = listener
  })
  // By the snapshots that the other hooks show, so that an event and what is on the screen agree.
  useEffect(
    () =>
      onEvent({ getSnapshot: snapshots.getState, subscribe: snapshots.subscribe }, (event) => newest.current(event)),
    [snapshots],
  )
}
