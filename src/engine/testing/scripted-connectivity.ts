import type { Connectivity } from '../ports/connectivity.js'

type State = ReturnType<Connectivity['current']>

/** A network state that a test decides. */
export interface ScriptedConnectivity extends Connectivity {
  /** Changes what is given, leaves the rest, and tells subscribers. */
  set(change: Partial<State>): void
}

/** Online and not metered until told otherwise. */
export function createScriptedConnectivity(initial: Partial<State> = {}): ScriptedConnectivity {
  const listeners = new Set<() => void>()
  let state: State = { online: true, metered: false, ...initial }
  return {
    current: () => state,
    subscribe(onChange) {
      listeners.add(onChange)
      return () => {
        listeners.delete(onChange)
      }
    },
    set(change) {
      state = { ...state, ...change }
      for (const listener of [...listeners]) listener()
    },
  }
}
