import { networkInterfaces } from 'node:os'
import type { Connectivity } from '../ports/connectivity.js'
import { noNetworkIn } from './network-error.js'

/**
 * Node is not told when a network comes or goes, and what interfaces there are is no answer: without one, a mirror on this machine may
 * still be reached, and with one, nothing may. So `online` is null, and a request that failed is judged instead: by what the system said of
 * it, and where that may have other causes, by whether there is any interface that leads out.
 *
 * @param interfaces - Of this machine. Default: as the system names them.
 */
export function createNodeConnectivity(interfaces: typeof networkInterfaces = networkInterfaces): Connectivity {
  return {
    current: () => ({ online: null, metered: null }),
    subscribe: () => () => {},
    isOffline(error) {
      const verdict = noNetworkIn(error)
      return verdict === 'sure' || (verdict === 'unsure' && !leadsOut(interfaces()))
    },
  }
}

/** An address that a system gave itself, since nobody gave it one, leads nowhere. */
const SELF_GIVEN = /^(169\.254\.|fe[89ab])/i

function leadsOut(interfaces: ReturnType<typeof networkInterfaces>): boolean {
  return Object.values(interfaces).some((addresses) =>
    addresses?.some(({ internal, address }) => !internal && !SELF_GIVEN.test(address)),
  )
}
