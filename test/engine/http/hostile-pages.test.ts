import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEngineHandler } from '../../../src/engine/http/create-engine-handler.js'
import { type NodeRequest, toNodeListener } from '../../../src/engine/http/to-node-listener.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { createFakeEngine } from '../remote/fake-engine.js'
import { LISTED, startHost, TOKEN } from './loopback.js'

const AUTHORIZED = { authorization: `Bearer ${TOKEN}` }
const ok = { token: TOKEN, catalog: [LISTED] }

async function statusOf(headers: Record<string, string>, options: { hosts?: string[]; origins?: string[] } = {}) {
  const handler = createEngineHandler(createFakeEngine(), { ...ok, ...options })
  const response = await handler(new Request('http://127.0.0.1/engine', { headers: { ...AUTHORIZED, ...headers } }))
  handler.close()
  return response.status
}

describe('the name of the host', () => {
  it.each([
    ['localhost:', 200],
    ['LocalHost:4000', 200],
    ['[::1]', 200],
    ['localhost.', 403],
    ['localhost.:4000', 403],
    ['::1', 403],
    ['0.0.0.0:4000', 403],
    ['127.0.0.2', 403],
    ['2130706433', 403],
    ['[::ffff:127.0.0.1]', 403],
    ['user@localhost', 403],
    ['localhost:4000@evil.example', 403],
    ['localhost, evil.example', 403],
    ['evil.example:80#localhost', 403],
  ])('%s is answered with %i', async (host, status) => {
    expect(await statusOf({ host })).toBe(status)
  })

  it.each(['fd00::1', '[FD00::1]'])('may be an IPv6 address that is listed as %s', async (listed) => {
    expect(await statusOf({ host: '[fd00::1]:4100' }, { hosts: [listed] })).toBe(200)
    expect(await statusOf({ host: '[fd00::2]:4100' }, { hosts: [listed] })).toBe(403)
  })
})

describe('an origin in the list', () => {
  it.each(['null', '*', 'http://*', 'https://a.example/path', 'localhost:5173', 'https://me@a.example', ''])(
    'cannot be %j, which no page or every page has',
    (origin) => {
      expect(() => createEngineHandler(createFakeEngine(), { ...ok, origins: [origin] })).toThrow('is no origin')
    },
  )

  it.each([
    ['https://models.example:443/', 'https://models.example'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['HTTP://LOCALHOST:5173', 'http://localhost:5173'],
    ['tauri://localhost', 'tauri://localhost'],
    ['app://bundle/', 'app://bundle'],
  ])('%s is that of pages that say %s', async (listed, origin) => {
    expect(await statusOf({ origin }, { origins: [listed] })).toBe(200)
    for (const other of ['null', `${origin}.evil.example`, `${origin}:1`, `${origin}, null`]) {
      expect(await statusOf({ origin: other }, { origins: [listed] })).toBe(403)
    }
  })
})

describe('a listener that does not read', () => {
  it('is given up at once when it has the host answer without end, and lets go of all of it', async () => {
    const clock = createVirtualClock()
    const engine = createFakeEngine()
    const orphans = Array.from({ length: 4000 }, (_, at) => ({
      path: `${at}`.padStart(200, 'x'),
      kind: 'unknown' as const,
      bytes: 1,
      modifiedAtMs: 0,
    }))
    engine.query = async () => ({ ok: true, value: { models: [], orphans, freeBytes: 1 } }) as never
    const handler = createEngineHandler(engine, { ...ok, clock })
    const stream = await handler(new Request('http://127.0.0.1/engine', { headers: AUTHORIZED }))
    const reader = stream.body!.getReader()
    const { value } = await reader.read()
    const [, session = ''] = /data: (\S+)/.exec(new TextDecoder().decode(value)) ?? []
    const headers = { ...AUTHORIZED, 'content-type': 'application/json', 'weightlift-session': session }
    const statuses = new Set<number>()
    for (let at = 0; at < 60; at += 1) {
      const body = JSON.stringify({ type: 'query', id: `q${at}`, query: { type: 'storage' } })
      statuses.add((await handler(new Request('http://127.0.0.1/engine', { method: 'POST', headers, body }))).status)
      await settle()
    }
    expect(statuses).toEqual(new Set([202, 404]))
    expect(engine.listeners()).toBe(0)
    expect(clock.pendingTimers()).toBe(0)
    await expect(reader.read()).rejects.toThrow('does not read')
    handler.close()
  })
})

describe('what a program says over a socket', () => {
  async function say(text: string): Promise<string> {
    const host = await startHost(createFakeEngine())
    const socket = connect(host.port, '127.0.0.1')
    let heard = ''
    socket.setEncoding('utf8').on('data', (part: string) => {
      heard += part
    })
    socket.write(text.replaceAll('\n', '\r\n'))
    await once(socket, 'close')
    return heard
  }
  const statuses = (heard: string): readonly number[] =>
    [...heard.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status))

  it.each([
    ['HTTP/1.0 without a token', 'GET / HTTP/1.0\n\n', 401],
    [
      'a whole URL beside a foreign Host',
      'GET http://127.0.0.1/ HTTP/1.1\nHost: evil.example\nConnection: close\n\n',
      403,
    ],
    [
      'two Hosts, of which the first counts,',
      'GET / HTTP/1.1\nHost: 127.0.0.1\nHost: evil.example\nConnection: close\n\n',
      401,
    ],
    ['HEAD', `HEAD / HTTP/1.1\nHost: localhost\nAuthorization: Bearer ${TOKEN}\nConnection: close\n\n`, 405],
    [
      'PUT',
      `PUT / HTTP/1.1\nHost: localhost\nAuthorization: Bearer ${TOKEN}\nConnection: close\nContent-Length: 0\n\n`,
      405,
    ],
    ['TRACE', `TRACE / HTTP/1.1\nHost: localhost\nAuthorization: Bearer ${TOKEN}\nConnection: close\n\n`, 400],
  ])('%s is answered once and leaves nothing open', async (_what, text, status) => {
    expect(statuses(await say(text))).toEqual([status])
  })

  it('in one go is answered piece by piece, each on its own token', async () => {
    const one = 'POST / HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: 2\n'
    const heard = await say(
      `${one}Authorization: Bearer ${TOKEN}\n\n{}${one}\n{}${one}Authorization: Bearer ${TOKEN}\nConnection: close\n\n{}`,
    )
    expect(statuses(heard)).toEqual([404, 401, 404])
  })
})

describe('a body that a framework has read', () => {
  it.each<[string, unknown]>([
    ['an object', { type: 'hello' }],
    ['text', '{"type":"hello"}'],
    ['bytes', new TextEncoder().encode('{"type":"hello"}')],
  ])('counts as it came where it is %s', async (_what, given) => {
    let read: unknown = null
    const listener = toNodeListener(async (request) => {
      read = await request.json()
      return new Response()
    })
    const server = createServer((incoming, outgoing) => {
      incoming.resume()
      listener(Object.assign(incoming, { body: given }) as NodeRequest, outgoing)
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'x' })
    expect(read).toEqual({ type: 'hello' })
  })
})
