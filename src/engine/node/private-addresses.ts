import { lookup as lookUp } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { EngineError } from '../core/errors.js'

// What is no address of the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry and its twin for IPv6.
const IPV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3'
const IPV6 =
  '::/96 ::ffff:0:0/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/9 ff00::/8'

// Apart, as a list takes every IPv4 address for one of ::ffff:0:0/96, too.
const PRIVATE_IPV4: BlockList = listOf(IPV4, 'ipv4')
const PRIVATE_IPV6: BlockList = listOf(IPV6, 'ipv6')

function listOf(subnets: string, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const subnet of subnets.split(' ')) {
    const [net = '', prefix] = subnet.split('/')
    list.addSubnet(net, Number(prefix), family)
  }
  return list
}

/** A network without IPv4 reaches every IPv4 address by one of these, the private ones too. */
const NAT64 = '64:ff9b::'

/** Whether an address is no public one. An address that cannot be read is none. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return PRIVATE_IPV4.check(address, 'ipv4')
  if (family !== 6) return true
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  if (canonical.startsWith(NAT64)) return PRIVATE_IPV4.check(embeddedAddress(canonical), 'ipv4')
  return PRIVATE_IPV6.check(canonical, 'ipv6')
}

/** The last 32 bits of an IPv6 address in its short form. */
function embeddedAddress(address: string): string {
  const groups = address
    .split(':')
    .slice(-2)
    .map((group) => Number.parseInt(group || '0', 16))
  return groups.flatMap((group) => [group >> 8, group & 255]).join('.')
}

/**
 * Refuses a URL whose host is the number of a private address: those are never looked up.
 *
 * @throws EngineError `insecure-url`
 */
export function checkHost(url: string): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && isPrivateAddress(host)) throw refused(host)
}

/** Looks a name up as Node does, and refuses it where one of its addresses is private: the check and the connection are of one answer. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '')
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(refused(hostname), '')
    const [first] = addresses
    if (options.all) callback(null, addresses)
    else callback(null, first?.address ?? '', first?.family)
  })
}

/** What a name server that does not answer may cost a request that a proxy would look up anyway. */
const LOOKUP_MS = 2_000

/**
 * Refuses a name that leads to a private address as far as this machine can tell: a proxy looks it up once more by itself, and may be
 * told another address. A name that this machine does not know, as is usual behind a proxy, is left to the proxy.
 *
 * @throws EngineError `insecure-url`
 */
export async function checkName(url: string): Promise<void> {
  const { hostname } = new URL(url)
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return
  const addresses = await new Promise<readonly { readonly address: string }[]>((resolve) => {
    const timer = setTimeout(resolve, LOOKUP_MS, [])
    lookUp(hostname, { all: true }, (error, found) => {
      clearTimeout(timer)
      resolve(error === null ? found : [])
    })
  })
  if (addresses.some(({ address }) => isPrivateAddress(address))) throw refused(hostname)
}

function refused(host: string): EngineError {
  return new EngineError(
    'insecure-url',
    `A page asked for a download that leads to ${host}, an address inside a private network, which pages must not reach through this engine. If it should be, list that origin in allow.urls of the host.`,
    { retryable: false },
  )
}
