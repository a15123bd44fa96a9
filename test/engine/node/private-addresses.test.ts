import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../../src/engine/core/engine.js'
import { createNodeEngine, type NodeEngineOptions } from '../../../src/engine/node/index.js'
import { isPrivateAddress } from '../../../src/engine/node/private-addresses.js'
import { createEngineShare } from '../../../src/engine/remote/engine-share.js'
import type { Allow } from '../../../src/engine/remote/policy.js'

/** What this machine's name server says of the names that no test machine has. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  'four.example': ['10.1.2.3'],
  'six.example': ['fd00::1'],
  'mixed.example': ['1.1.1.1', '192.168.0.1'],
  'public.example': ['1.1.1.1'],
  'unknown.example': [],
}

vi.mock('node:dns', async (importOriginal) => {
  const dns = await importOriginal<typeof import('node:dns')>()
  type Found = (error: Error | null, addresses: readonly { address: string; family: number }[]) => void
  const lookup = (name: string, options: object, found: Found): void => {
    const known = ADDRESSES[name]
    if (known === undefined) return void dns.lookup(name, options as never, found as never)
    const all = known.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    queueMicrotask(() => found(all.length === 0 ? new Error('ENOTFOUND') : null, all))
  }
  return { ...dns, lookup }
})

let directory: string
let servers: Server[]
let engines: Engine[]

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weightlift-private-'))
  servers = []
  engines = []
})

afterEach(async () => {
  for (const engine of engines) await engine.close()
  for (const server of servers) server.closeAllConnections()
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  await rm(directory, { recursive: true, force: true })
})

/** A server of this machine; what is asked of it is counted. */
async function serve(redirectTo: string | null): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (redirectTo !== null) response.writeHead(302, { location: redirectTo }).end()
    else response.writeHead(200, { 'content-length': '6' }).end('secret')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** What becomes of a URL that a page gave. */
async function download(url: string, allow: Allow, options: Partial<NodeEngineOptions> = {}) {
  const engine = createNodeEngine({ directory, proxy: false, retry: { attempts: 1 }, ...options })
  engines.push(engine)
  const { policy } = createEngineShare(engine, { catalog: [], allow })
  const checked = await policy.checkCommand({ type: 'download', model: { id: 'm', url } })
  if (!checked.ok) return checked.error.code
  const receipt = await engine.dispatch(checked.value)
  if (!receipt.ok) return receipt.error.code
  return new Promise<string>((resolve) => {
    const look = (): void => {
      const found = engine.getSnapshot().downloads.m
      if (found?.status === 'completed') resolve('completed')
      if (found?.error != null) resolve(found.error.code)
    }
    engine.subscribe(look)
    look()
  })
}

describe('a URL that a page gave', () => {
  it('is not followed to a private address by a redirect, and nothing is asked there', async () => {
    const secret = await serve(null)
    const listed = await serve(`${secret.origin}/latest/meta-data`)
    expect(await download(`${listed.origin}/m.bin`, { urls: [listed.origin] })).toBe('insecure-url')
    expect(listed.asked).toEqual(['/m.bin'])
    expect(secret.asked).toEqual([])
  })

  it('is not followed there by a name that leads to a private address either', async () => {
    const secret = await serve(null)
    const named = secret.origin.replace('127.0.0.1', 'localhost')
    const listed = await serve(`${named}/admin`)
    expect(await download(`${listed.origin}/m.bin`, { urls: [listed.origin] })).toBe('insecure-url')
    expect(secret.asked).toEqual([])
  })

  it.each(['http://127.0.0.1:1/', 'http://[::1]:1/', 'http://2130706433:1/', 'http://localhost:1/'])(
    'is refused as it stands where any origin may be given: %s',
    async (url) => {
      expect(await download(url, { urls: 'any' })).toBe('insecure-url')
    },
  )

  it('is followed where its origin is listed, or the host allows private addresses', async () => {
    const mirror = await serve(null)
    const listed = await serve(`${mirror.origin}/m.bin`)
    expect(await download(`${listed.origin}/m.bin`, { urls: [listed.origin, mirror.origin] })).toBe('completed')
    await engines.pop()?.close()
    await rm(directory, { recursive: true, force: true })
    expect(await download(`${listed.origin}/n.bin`, { urls: 'any', privateAddresses: true })).toBe('completed')
  })

  it('keeps to that after the engine was started again, by the journal', async () => {
    const secret = await serve(null)
    const listed = await serve(`${secret.origin}/x`)
    expect(await download(`${listed.origin}/m.bin`, { urls: [listed.origin] })).toBe('insecure-url')
    await engines.pop()?.close()
    const next = createNodeEngine({ directory, proxy: false, retry: { attempts: 1 } })
    engines.push(next)
    await new Promise<void>((resolve) => {
      const look = (): void => (next.getSnapshot().link === 'open' ? resolve() : undefined)
      next.subscribe(look)
      look()
    })
    await next.dispatch({ type: 'retry', id: 'm' })
    await new Promise<void>((resolve) => {
      const look = (): void => (next.getSnapshot().downloads.m?.status === 'failed' ? resolve() : undefined)
      next.subscribe(look)
      look()
    })
    expect(next.getSnapshot().downloads.m?.error?.code).toBe('insecure-url')
    expect(secret.asked).toEqual([])
  })
})

describe('a URL that a page gave, behind a proxy', () => {
  async function throughProxy(name: string): Promise<{ code: string; asked: readonly string[] }> {
    const proxy = await serve(null)
    const listed = await serve(`http://${name}/admin`)
    const options = { proxy: proxy.origin, allowInsecureHttp: true }
    const code = await download(`${listed.origin}/m.bin`, { urls: [listed.origin] }, options)
    expect(listed.asked).toEqual(['/m.bin'])
    return { code, asked: proxy.asked }
  }

  it.each(['four.example', 'six.example', 'mixed.example', '169.254.169.254'])(
    'is not handed to the proxy where it leads to a private address: %s',
    async (name) => {
      expect(await throughProxy(name)).toEqual({ code: 'insecure-url', asked: [] })
    },
  )

  it.each(['public.example', 'unknown.example'])('is handed to the proxy else: %s', async (name) => {
    expect(await throughProxy(name)).toEqual({ code: 'completed', asked: [`http://${name}/admin`] })
  })
})

describe('isPrivateAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1%eth0',
    'fd00::1',
    '::ffff:10.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '2002:7f00:1::',
    'no address',
  ])('holds %s to be private', (address) => expect(isPrivateAddress(address)).toBe(true))

  it.each(['1.1.1.1', '172.32.0.1', '8.8.8.8', '2606:4700::1111', '64:ff9b::808:808', '2a00:1450:4001::200e'])(
    'holds %s to be public',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  )
})
