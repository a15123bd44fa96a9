import { createStore } from 'zustand/vanilla'
import { type Projection, project } from '../core/project.js'
import { type EngineSnapshot, INITIAL_SNAPSHOT } from '../core/snapshot.js'
import type { EngineState } from '../core/state.js'
import type { Clock } from '../ports/clock.js'

/** Ten publishes a second look fluid and cost little. */
const PUBLISH_MS = 100

const FRAME_MS = 16

/** Turns a stream of states into snapshots, at most one in each interval. */
export interface Publisher {
  getSnapshot(): EngineSnapshot
  subscribe(onChange: () => void): () => void
  /** The state has changed: publish soon. */
  changed(): void
  /** Publish within a frame: somebody waits for this. What was published last is seen before it. */
  soon(): void
  /** Publish now, because somebody was promised that the snapshot shows it. */
  flush(): void
  stop(): void
}

export function createPublisher(clock: Clock, getState: () => EngineState, intervalMs: number = PUBLISH_MS): Publisher {
  const first = getState()
  let projection: Projection = project(first, { state: { ...first, downloads: new Map() }, snapshot: INITIAL_SNAPSHOT })
  const store = createStore<EngineSnapshot>(() => projection.snapshot)
  let publishedAtMs = Number.NEGATIVE_INFINITY
  let cancel: (() => void) | null = null

  function flush(): void {
    cancel?.()
    cancel = null
    projection = project(getState(), projection)
    if (projection.snapshot === store.getState()) return
    publishedAtMs = clock.elapsed()
    store.setState(projection.snapshot, true)
  }

  function publishAfter(ms: number): void {
    const wait = publishedAtMs + ms - clock.elapsed()
    if (wait <= 0) flush()
    else cancel = clock.setTimer(wait, flush)
  }

  return {
    getSnapshot: store.getState,
    subscribe: (onChange) => store.subscribe(() => onChange()),
    changed() {
      if (cancel === null) publishAfter(intervalMs)
    },
    soon() {
      cancel?.()
      publishAfter(Math.min(intervalMs, FRAME_MS))
    },
    flush,
    stop() {
      cancel?.()
      cancel = null
    },
  }
}
