import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Engine } from '../engine/core/engine.js'
import { type EngineSnapshot, INITIAL_SNAPSHOT } from '../engine/core/snapshot.js'
import { createVerbRunner, type VerbRunner } from './verb-runner.js'

/** Hears of a change before any component does. */
export type SnapshotWatcher = (next: EngineSnapshot, previous: EngineSnapshot) => void

/** What the hooks keep of one engine: the same for every provider that shows it. */
export interface EngineStore {
  readonly engine: Engine
  /** Tells engines apart in query keys, those of other loads of the page too. */
  readonly key: number
  /** Its initial state is the snapshot of an engine that knows nothing: what a server renders and a page hydrates. */
  readonly snapshots: StoreApi<EngineSnapshot>
  readonly verbs: VerbRunner
  /** Brings the snapshot up to date where nobody is connected, so that a first render shows the present. */
  refresh(): void
  /** Follows the engine while anybody is connected, by one subscription; gives a function that lets go. */
  connect(watcher: SnapshotWatcher): () => void
}

const stores = new WeakMap<Engine, EngineStore>()
/** Begins elsewhere at each load of the page: an app that keeps its queries would find the answers of another start under the same keys. */
let lastKey = Math.random()

/** The one store of an engine. */
export function engineStoreOf(engine: Engine): EngineStore {
  const known = stores.get(engine)
  if (known !== undefined) return known
  const store = createEngineStore(engine, ++lastKey)
  stores.set(engine, store)
  return store
}

function createEngineStore(engine: Engine, key: number): EngineStore {
  const snapshots = createStore<EngineSnapshot>(() => INITIAL_SNAPSHOT)
  const watchers = new Set<SnapshotWatcher>()
  let unsubscribe: (() => void) | null = null

  const publish = (): void => {
    const previous = snapshots.getState()
    const next = engine.getSnapshot()
    if (next === previous) return
    // Watchers first: what they find out of date must be gone before a component renders by it.
    for (const watcher of watchers) watcher(next, previous)
    snapshots.setState(next, true)
  }

  return {
    engine,
    key,
    snapshots,
    verbs: createVerbRunner(engine),
    refresh() {
      if (unsubscribe === null) snapshots.setState(engine.getSnapshot(), true)
    },
    connect(watcher) {
      // One function may be handed in twice; each connection counts.
      const own: SnapshotWatcher = (next, previous) => watcher(next, previous)
      watchers.add(own)
      unsubscribe ??= engine.subscribe(publish)
      publish()
      return () => {
        watchers.delete(own)
        if (watchers.size > 0) return
        unsubscribe?.()
        unsubscribe = null
      }
    },
  }
}
