import type { EngineStore } from './engine-store.js'

/** Makes a thing once for each engine, for all hooks and providers of it. */
export function perStore<T>(create: (store: EngineStore) => T): (store: EngineStore) => T {
  const made = new WeakMap<EngineStore, { readonly value: T }>()
  return (store) => {
    let known = made.get(store)
    if (known === undefined) {
      known = { value: create(store) }
      made.set(store, known)
    }
    return known.value
  }
}
