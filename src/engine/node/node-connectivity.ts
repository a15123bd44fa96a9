import type { Connectivity } from '../ports/connectivity.js'

/**
 * Node cannot tell. An engine that sees no network interface may still reach a mirror on this machine, so a guess would
 * only ever stop what works; requests that fail tell the truth.
 */
export function createNodeConnectivity(): Connectivity {
  return {
    current: () => ({ online: null, metered: null }),
    subscribe: () => () => {},
  }
}
