import type { Engine } from './engine.js'
import { type EngineEvent, eventsBetween } from './event.js'
import type { EngineSnapshot } from './snapshot.js'

/**
 * Tells what happens as it happens: for notifications, a taskbar's progress, logs. Works the same for an engine behind a border.
 *
 * Made of the differences between snapshots, at most ten times a second, and of nothing else: what came and went between two of them is
 * not told, so nothing may depend on hearing everything; the snapshot is the truth. What is there already when it begins is no event, nor is
 * what an engine that is still `connecting` finds in its journal. What happened while the link was lost is told when it is back.
 *
 * An error that the listener throws becomes an unhandled rejection, and stops neither the engine nor the events after it.
 *
 * ```ts
 * const stop = onEvent(engine, (event) => {
 *   if (event.type === 'completed') notify(`${event.download.name ?? event.id} is ready`)
 * })
 * ```
 *
 * @returns a function that ends it; nothing is told after that.
 */
export function onEvent(
  engine: Pick<Engine, 'getSnapshot' | 'subscribe'>,
  listener: (event: EngineEvent) => void,
): () => void {
  let isOver = false
  let known: EngineSnapshot | null = null

  function look(): void {
    const next = engine.getSnapshot()
    // Only an open one is true: one that connects has no downloads yet, and that means nothing.
    if (next.link !== 'open' || next === known) return
    const before = known
    known = next
    if (before === null) return
    for (const event of eventsBetween(before, next)) {
      if (isOver) return
      tell(event)
    }
  }

  function tell(event: EngineEvent): void {
    try {
      listener(event)
    } catch (error) {
      void Promise.reject(error)
    }
  }

  look()
  const unsubscribe = engine.subscribe(look)
  return () => {
    isOver = true
    unsubscribe()
  }
}
