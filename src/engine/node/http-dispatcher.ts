import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { LookupFunction } from 'node:net'
import * as tls from 'node:tls'
import type { buildConnector, Dispatcher } from 'undici'
import { EngineError } from '../core/errors.js'
import { loadUndici } from './load-undici.js'
import type { PagePool } from './page-pool.js'

export interface NodeHttpOptions {
  /**
   * The proxy's URL (`http:` or `https:`, with `user:password@` where it asks for them), or `false` for none. This machine itself
   * (localhost, 127.0.0.1, ::1) and what NO_PROXY names are always reached directly.
   * Default: what HTTPS_PROXY, HTTP_PROXY and NO_PROXY say when the first request is made.
   */
  readonly proxy?: string | false
  /** Certificate authorities (PEM) to trust beside the usual ones: a company's own root, for example. Default none. */
  readonly ca?: string | readonly string[]
}

const CONNECT_TIMEOUT_MS = 15_000
const KEEP_ALIVE_MS = 10_000
// Node's 250 ms a family gives up before a satellite or a busy mobile link has answered.
const FAMILY_ATTEMPT_MS = 2_000

/**
 * Connections for every request of an engine: any number per origin, kept alive, no time limit on a body (the host watches for stalls).
 *
 * @param pages - The memory that direct connections read into. Default: Node's own way.
 * @param connected - Told how long each direct connection took, milliseconds, its handshakes included.
 * @param lookup - How direct connections find a host's addresses. Default: Node's own way. A proxy finds them by itself.
 * @throws EngineError `network`, not retryable, for a proxy or certificate that cannot be read.
 */
export async function createDispatcher(
  options: NodeHttpOptions,
  pages?: PagePool,
  lookup?: LookupFunction,
  connected?: (host: string, tookMs: number) => void,
): Promise<Dispatcher> {
  // Only now: most starts of an app download nothing. A tunnel through a proxy takes more of it than its agents.
  const { Agent, buildConnector, EnvHttpProxyAgent } = mayUseProxy(options)
    ? await import('undici')
    : await loadUndici()
  const connect = {
    timeout: CONNECT_TIMEOUT_MS,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: FAMILY_ATTEMPT_MS,
    ...trust(options.ca),
  }
  const own = lookup === undefined ? connect : { ...connect, lookup }
  const [secure, plain] = [
    buildConnector(pages === undefined ? own : { ...own, onread: pages.onrecord }),
    buildConnector(pages === undefined ? own : { ...own, onread: pages.onread }),
  ]
  const direct: buildConnector.connector = (target, callback) => {
    const sinceMs = performance.now()
    const connect = target.protocol === 'https:' ? secure : plain
    connect(target, (...result) => {
      if (result[0] === null) connected?.(target.host ?? target.hostname, performance.now() - sinceMs)
      callback(...result)
    })
  }
  const common = { connect: direct, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS }
  if (options.proxy === false) return new Agent(common)
  try {
    return new EnvHttpProxyAgent({
      ...common,
      proxyTls: connect,
      requestTls: connect,
      proxyTunnel: false,
      noProxy: directHosts(),
      ...(options.proxy === undefined ? {} : { httpProxy: options.proxy, httpsProxy: options.proxy }),
    })
  } catch {
    // No cause: it holds the address, and with it the proxy's password.
    throw unusable('The proxy address cannot be read. Give a URL like "http://proxy.example:8080"')
  }
}

/** Whether some request may go through a proxy. */
export function mayUseProxy({ proxy }: NodeHttpOptions): boolean {
  if (proxy !== undefined) return proxy !== false
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY } = process.env
  return Boolean(http_proxy || HTTP_PROXY || https_proxy || HTTPS_PROXY)
}

function directHosts(): string {
  const named = process.env.no_proxy ?? process.env.NO_PROXY ?? ''
  return named.trim() === '*' ? '*' : `${named},localhost,127.0.0.1,[::1]`
}

function trust(ca: NodeHttpOptions['ca']): { secureContext?: tls.SecureContext } {
  if (ca === undefined || ca.length === 0) return {}
  const extra = typeof ca === 'string' ? [ca] : ca
  try {
    // createSecureContext passes over what is no certificate in silence.
    for (const pem of extra) new X509Certificate(pem)
    // One context for all connections: reading some 150 roots takes longer than a handshake.
    return { secureContext: tls.createSecureContext({ ca: [...defaultRoots(), ...extra] }) }
  } catch {
    throw unusable(
      'The ca option holds something that is no certificate. Give the text of PEM files ("-----BEGIN CERTIFICATE-----…"), not their paths',
    )
  }
}

/** What Node trusts by itself: `ca` would replace it. */
function defaultRoots(): readonly string[] {
  // Node 22.15 and later know; before, NODE_EXTRA_CA_CERTS has to be read again.
  const { getCACertificates } = tls as { getCACertificates?: (type: 'default') => string[] }
  if (getCACertificates !== undefined) return getCACertificates('default')
  const path = process.env.NODE_EXTRA_CA_CERTS
  if (path === undefined || path === '') return tls.rootCertificates
  try {
    return [...tls.rootCertificates, readFileSync(path, 'utf8')]
  } catch {
    return tls.rootCertificates
  }
}

function unusable(what: string): EngineError {
  return new EngineError('network', `${what}. Nothing can be downloaded until then.`, { retryable: false })
}
