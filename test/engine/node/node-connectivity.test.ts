import type { NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { networkError } from '../../../src/engine/node/network-error.js'
import { createNodeConnectivity } from '../../../src/engine/node/node-connectivity.js'

const system = (code: string): Error => Object.assign(new Error(code), { code })
const at = (address: string, internal = false) => ({ address, internal }) as NetworkInterfaceInfo
const machine =
  (...addresses: NetworkInterfaceInfo[]): typeof networkInterfaces =>
  () => ({ some: addresses })

const CABLE = machine(at('127.0.0.1', true), at('192.168.1.7'))
const NOTHING = machine(at('127.0.0.1', true), at('::1', true), at('169.254.3.3'), at('fe80::1'))

function isOffline(error: unknown, interfaces: typeof networkInterfaces): boolean | undefined {
  return createNodeConnectivity(interfaces).isOffline?.(networkError(error, 'https://models.test/a.bin'))
}

describe('the connectivity of Node', () => {
  it('tells nothing by itself', () => {
    expect(createNodeConnectivity(NOTHING).current()).toEqual({ online: null, metered: null })
  })

  it.each(['ENETUNREACH', 'ENETDOWN'])('believes the system that there is no network: %s', (code) => {
    expect(isOffline(system(code), CABLE)).toBe(true)
    expect(isOffline(new TypeError('fetch failed', { cause: system(code) }), CABLE)).toBe(true)
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'])('takes %s for it only where no interface leads out', (code) => {
    expect(isOffline(system(code), CABLE)).toBe(false)
    expect(isOffline(system(code), NOTHING)).toBe(true)
    expect(isOffline(system(code), () => ({}))).toBe(true)
  })

  it('wants every address of a name to say so: a machine without IPv6 has a network all the same', () => {
    const addresses = (...codes: string[]): Error =>
      Object.assign(new AggregateError(codes.map(system)), { code: codes[0] })
    expect(isOffline(addresses('ENETUNREACH', 'ECONNREFUSED'), CABLE)).toBe(false)
    expect(isOffline(addresses('ENETUNREACH', 'ETIMEDOUT'), NOTHING)).toBe(false)
    expect(isOffline(addresses('ENETUNREACH', 'ENETUNREACH'), CABLE)).toBe(true)
  })

  it.each(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'UND_ERR_SOCKET', ''])(
    'is no reason for anything else: %s',
    (code) => {
      expect(isOffline(system(code), NOTHING)).toBe(false)
    },
  )

  it('copes with what is no error', () => {
    expect(createNodeConnectivity(NOTHING).isOffline?.(undefined)).toBe(false)
  })
})
