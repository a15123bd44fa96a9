import { request as nodeRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createEngineHandler } from '../../../src/engine/http/create-engine-handler.js'
import type { Warning } from '../../../src/engine/remote/warning.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { createFakeEngine } from '../remote/fake-engine.js'
import { LISTED, PAGE, startHost, TOKEN } from './loopback.js'

const AUTHORIZED = { authorization: `Bearer ${TOKEN}` }
const JSON_TYPE = { 'content-type': 'application/json' }

function createHandler(options: Partial<Parameters<typeof createEngineHandler>[1]> = {}) {
  const engine = createFakeEngine()
  const clock = createVirtualClock()
  const warnings: Warning[] = []
  const handler = createEngineHandler(engine, {
    token: TOKEN,
    catalog: [LISTED],
    origins: [PAGE],
    clock,
    onWarning: (warning) => warnings.push(warning),
    ...options,
  })
  const ask = (method: string, headers: Record<string, string> = AUTHORIZED, body?: string) =>
    handler(
      new Request('http://127.0.0.1:4000/engine', { method, headers: { host: '127.0.0.1:4000', ...headers }, body }),
    )
  return { engine, clock, warnings, handler, ask }
}

/** Reads a stream as it comes. */
function follow(response: Response) {
  const seen = { text: '', isDone: false }
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) seen.text += part.value
    seen.isDone = true
  }
  void read().catch(() => undefined)
  return { seen, cancel: () => reader.cancel() }
}

async function openStream(ask: ReturnType<typeof createHandler>['ask']) {
  const response = await ask('GET')
  const stream = follow(response)
  await settle()
  const [, session = ''] = /event: session\ndata: (\S+)\n\n/.exec(stream.seen.text) ?? []
  return {
    response,
    ...stream,
    session,
    post: (body: string, headers = {}) =>
      ask('POST', { ...AUTHORIZED, ...JSON_TYPE, 'weightlift-session': session, ...headers }, body),
  }
}

describe('who may connect', () => {
  it.each([
    ['no token', {}, 401, 'unauthorized'],
    ['a wrong token', { authorization: 'Bearer wrong-token-wrong-token' }, 401, 'unauthorized'],
    ['the token as a prefix', { authorization: `Bearer ${TOKEN}x` }, 401, 'unauthorized'],
    ['the token in another scheme', { authorization: `Basic ${TOKEN}` }, 401, 'unauthorized'],
    ['a cookie', { cookie: `token=${TOKEN}` }, 401, 'unauthorized'],
    ['a foreign origin', { ...AUTHORIZED, origin: 'https://evil.example' }, 403, 'forbidden'],
    ['an opaque origin', { ...AUTHORIZED, origin: 'null' }, 403, 'forbidden'],
    ['the right name at another port', { ...AUTHORIZED, origin: 'http://localhost:5174' }, 403, 'forbidden'],
    ['a name that was bound to this machine', { ...AUTHORIZED, host: 'rebound.example:4000' }, 403, 'forbidden'],
    ['a name that begins like this machine', { ...AUTHORIZED, host: '127.0.0.1.evil.example' }, 403, 'forbidden'],
  ])('turns away %s', async (_what, headers, status, code) => {
    const { ask, engine, warnings } = createHandler()
    for (const method of ['GET', 'POST']) {
      const response = await ask(method, headers as Record<string, string>)
      expect(response.status).toBe(status)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
      const error = await response.json()
      expect(error).toMatchObject({ code, action: null })
      expect(JSON.stringify(error)).not.toContain(TOKEN)
    }
    expect(warnings.map(({ code: kind, count }) => [kind, count])).toEqual([
      ['refused', 1],
      ['refused', 2],
    ])
    expect(engine.listeners()).toBe(0)
  })

  it('takes no token from the URL', async () => {
    const { handler } = createHandler()
    const response = await handler(new Request(`http://127.0.0.1:4000/engine?token=${TOKEN}`))
    expect(response.status).toBe(401)
  })

  it.each([
    ['localhost:4000', []],
    ['LOCALHOST', []],
    ['[::1]:4000', []],
    ['models.lan:4000', ['models.lan']],
    ['models.lan:4000', ['models.lan:4000']],
  ])('lets in a client that is no browser, under the name %s', async (host, hosts) => {
    const { ask, handler } = createHandler({ hosts })
    expect((await ask('GET', { ...AUTHORIZED, host })).status).toBe(200)
    handler.close()
  })

  it('lets a listed name with a port not be reached at another port', async () => {
    const { ask } = createHandler({ hosts: ['models.lan:4000'] })
    expect((await ask('GET', { ...AUTHORIZED, host: 'models.lan:9' })).status).toBe(403)
  })

  it('lets pages of a listed origin read what it says, errors too', async () => {
    const { ask, handler } = createHandler()
    const stream = await ask('GET', { ...AUTHORIZED, origin: PAGE })
    expect(stream.status).toBe(200)
    expect(stream.headers.get('access-control-allow-origin')).toBe(PAGE)
    expect(stream.headers.get('vary')).toBe('origin')
    const denied = await ask('GET', { origin: PAGE })
    expect(denied.status).toBe(401)
    expect(denied.headers.get('access-control-allow-origin')).toBe(PAGE)
    handler.close()
  })

  it('answers a preflight of a listed origin only', async () => {
    const { ask } = createHandler()
    const granted = await ask('OPTIONS', { origin: PAGE, 'access-control-request-method': 'POST' })
    expect(granted.status).toBe(204)
    expect(granted.headers.get('access-control-allow-headers')).toContain('authorization')
    expect(granted.headers.get('access-control-allow-credentials')).toBeNull()
    const foreign = await ask('OPTIONS', { origin: 'https://evil.example', 'access-control-request-method': 'POST' })
    expect(foreign.status).toBe(403)
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
    expect((await ask('OPTIONS', {})).status).toBe(405)
  })

  it('refuses to be made with a token that could be guessed', () => {
    expect(() => createEngineHandler(createFakeEngine(), { token: 'short', catalog: [] })).toThrow('at least 16')
  })

  it('limits how many listen at once', async () => {
    const { ask, handler } = createHandler({ maxListeners: 2 })
    await ask('GET')
    const second = follow(await ask('GET'))
    const third = await ask('GET')
    expect(third.status).toBe(503)
    expect(await third.json()).toMatchObject({ code: 'rate-limited', retryable: true })
    await second.cancel()
    expect((await ask('GET')).status).toBe(200)
    handler.close()
  })
})

describe('a stream', () => {
  it('is never kept or buffered, and begins with its name and a snapshot', async () => {
    const { ask, engine, handler } = createHandler()
    engine.showDownload({ id: 'm', receivedBytes: 12 })
    const { response, seen } = await openStream(ask)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'content-encoding': 'identity',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    })
    const [first, second] = seen.text.split('\n\n')
    expect(first).toMatch(/^event: session\ndata: [0-9a-f-]{36}$/)
    expect(JSON.parse((second as string).replace('data: ', ''))).toMatchObject({
      type: 'snapshot',
      version: 1,
      snapshot: { downloads: [{ id: 'm', receivedBytes: 12 }] },
    })
    handler.close()
  })

  it('gives a sign of life every 15 seconds', async () => {
    const { ask, clock, handler } = createHandler()
    const { seen } = await openStream(ask)
    const before = seen.text
    await clock.advance(45_000)
    expect(seen.text.slice(before.length)).toContain(':\n\n')
    handler.close()
  })

  it('is ended for a listener that reads nothing, which then holds neither memory nor the engine', async () => {
    const { ask, clock, engine, handler } = createHandler()
    await ask('GET')
    expect(engine.listeners()).toBe(1)
    let sent = 0
    for (let at = 0; at < 2000; at += 1) {
      engine.showDownload({ id: 'm', receivedBytes: at, name: 'x'.repeat(1000 - (at % 2)) })
      sent += 1
      await clock.advance(100)
      if (engine.listeners() === 0) break
    }
    expect(engine.listeners()).toBe(0)
    expect(sent).toBeGreaterThan(200)
    expect(clock.pendingTimers()).toBe(0)
    handler.close()
  })

  it('ends with the handler, which then turns everybody away', async () => {
    const { ask, clock, engine, handler } = createHandler()
    const { seen } = await openStream(ask)
    handler.close()
    await settle()
    expect(seen.isDone).toBe(true)
    expect(engine.listeners()).toBe(0)
    expect(clock.pendingTimers()).toBe(0)
    const late = await ask('GET')
    expect(late.status).toBe(503)
    expect(await late.json()).toMatchObject({ code: 'closed' })
  })
})

describe('a message', () => {
  it('is taken with 202, and its reply comes by the stream', async () => {
    const { ask, engine, handler } = createHandler()
    const { seen, post } = await openStream(ask)
    const response = await post(JSON.stringify({ type: 'command', id: 'c1', command: { type: 'pause', id: 'm' } }))
    expect(response.status).toBe(202)
    await settle()
    expect(engine.commands).toEqual([{ type: 'pause', id: 'm' }])
    expect(seen.text).toContain('data: {"type":"receipt","id":"c1","revision":0,"receipt":{"ok":true}}\n\n')
    handler.close()
  })

  it.each([
    ['no JSON', '{"type":', {}, 400],
    ['nothing', '', {}, 400],
    ['deeper than any parser likes', '['.repeat(60_000), {}, 400],
    ['too large', `"${'x'.repeat(65_536)}"`, {}, 413],
    ['of another type', '{}', { 'content-type': 'text/plain' }, 415],
    ['for a stream that is not there', '{}', { 'weightlift-session': 'nobody' }, 404],
  ])('is refused when it is %s', async (_what, body, headers, status) => {
    const { ask, engine, handler } = createHandler()
    const { post } = await openStream(ask)
    const response = await post(body, headers)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ message: expect.stringMatching(/\w+ .*\./) })
    expect(engine.commands).toEqual([])
    handler.close()
  })

  it('that is unknown is dropped and counted over all streams', async () => {
    const { ask, handler, warnings } = createHandler()
    const first = await openStream(ask)
    const second = await openStream(ask)
    await first.post('{"type":"wave"}')
    await second.post('[]')
    await second.post('{"type":"command","command":{}}')
    expect(warnings.map(({ code, count }) => [code, count])).toEqual([
      ['dropped-message', 1],
      ['dropped-message', 2],
      ['dropped-message', 3],
    ])
    handler.close()
  })

  it('is taken by GET and POST only', async () => {
    const { ask } = createHandler()
    const response = await ask('DELETE')
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, POST, OPTIONS')
  })
})

describe('over real sockets', () => {
  it('turns away a name that was bound to this machine', async () => {
    const host = await startHost(createFakeEngine())
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = nodeRequest(host.url, { headers: { ...AUTHORIZED, host: 'rebound.example' } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      request.on('error', reject)
      request.end()
    })
    expect(status).toBe(403)
  })

  it('turns a large body away without reading all of it, and the next request is fine', async () => {
    const host = await startHost(createFakeEngine())
    const stream = await fetch(host.url, { headers: AUTHORIZED })
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
    const { value = '' } = await reader.read()
    const [, session = ''] = /data: (\S+)/.exec(value) ?? []
    const headers = { ...AUTHORIZED, ...JSON_TYPE, 'weightlift-session': session }
    let left = 10
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        left -= 1
        if (left < 0) controller.close()
        else controller.enqueue(new TextEncoder().encode(' '.repeat(20_000)))
      },
    })
    const large = await fetch(host.url, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    expect(large.status).toBe(413)
    const fine = await fetch(host.url, { method: 'POST', headers, body: '{"type":"hello","version":1}' })
    expect(fine.status).toBe(202)
    await reader.cancel()
  })
})

describe('a request without an Origin', () => {
  it.each(['cross-site', 'same-site'])('is turned away where the browser says that it is %s', async (site) => {
    const { ask, warnings } = createHandler()
    expect((await ask('GET', { ...AUTHORIZED, 'sec-fetch-site': site })).status).toBe(403)
    expect(warnings).toMatchObject([{ code: 'refused' }])
  })

  it.each<Record<string, string>>([{}, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])(
    'is taken with the token where it is no other site: %o',
    async (headers) => {
      const { ask, handler } = createHandler()
      const response = await ask('GET', { ...AUTHORIZED, ...headers })
      expect(response.status).toBe(200)
      handler.close()
      expect((await ask('GET', headers)).status).toBe(401)
    },
  )

  it('is not let in by a cookie', async () => {
    const { ask } = createHandler()
    expect((await ask('GET', { cookie: `token=${TOKEN}; authorization=Bearer ${TOKEN}` })).status).toBe(401)
  })
})

describe('a message that comes a byte at a time', () => {
  it('is given up after ten seconds', async () => {
    const { ask, clock, handler } = createHandler()
    const { seen } = await openStream(ask)
    const session = /data: (\S+)/.exec(seen.text)?.[1] ?? ''
    const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new Uint8Array([123])) })
    const headers = { host: '127.0.0.1:4000', ...AUTHORIZED, ...JSON_TYPE, 'weightlift-session': session }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const answer = handler(new Request('http://127.0.0.1:4000/engine', init))
    let status: number | null = null
    void answer.then((response) => {
      status = response.status
    })
    // The token's digest is made by another thread first, in its own time.
    for (let tries = 0; tries < 200 && status === null; tries += 1) {
      await new Promise((resolve) => setImmediate(resolve))
      await clock.advance(500)
    }
    expect(status).toBe(408)
    handler.close()
  })
})
