import { createHash, randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NodeHttpOptions } from '../../../src/engine/node/http-dispatcher.js'
import { createNodeHttp } from '../../../src/engine/node/node-http.js'
import type { Http, HttpResponse } from '../../../src/engine/ports/http.js'
import { bestOf } from '../../stopwatch.js'
import { freePort, httpServer, socketServer } from './loopback.js'
import { pour, readBody } from './read-body.js'
import { thrownBy } from './thrown-by.js'

const never = new AbortController().signal
const warnings: Error[] = []
process.on('warning', (warning) => warnings.push(warning))

function client(options?: NodeHttpOptions): Http {
  const http = createNodeHttp(options)
  onTestFinished(() => http.close())
  return http
}

function get(http: Http, url: string, headers: Record<string, string> = {}, signal = never): Promise<HttpResponse> {
  return http.request({ url, headers, signal })
}

describe('a request', () => {
  it('brings status, headers in lower case, and the raw bytes', async () => {
    const bytes = randomBytes(3_000_000)
    const { port } = await httpServer((request, response) => {
      expect(request.headers).toMatchObject({ range: 'bytes=5-', 'accept-encoding': 'identity' })
      expect(request.url).toBe('/a%20b?x=1&y=%2F')
      response.writeHead(206, { ETag: '"v1"', 'X-Many': ['a', 'b'], 'Content-Length': bytes.length })
      response.end(bytes)
    })
    const url = `http://127.0.0.1:${port}/a%20b?x=1&y=%2F`
    const response = await get(client(), url, { range: 'bytes=5-', 'accept-encoding': 'identity' })
    expect(response).toMatchObject({ status: 206, url, headers: { etag: '"v1"', 'x-many': 'a, b' } })
    const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex')
    expect(digest(await readBody(response))).toBe(digest(bytes))
  })

  it('tells a server that is slow from one that is far away', async () => {
    const { port } = await httpServer((_, response) => setTimeout(() => response.end('late'), 300))
    const roundTripMs = await bestOf(200, async () => {
      const response = await get(client(), `http://127.0.0.1:${port}/`)
      await readBody(response)
      return response.roundTripMs ?? 0
    })
    expect(roundTripMs).toBeGreaterThan(0)
    expect(roundTripMs).toBeLessThan(200)
  })

  it('follows no redirect and undoes no compression', async () => {
    const { port } = await httpServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end()
      else response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all')
    })
    const http = client()
    const moved = await get(http, `http://127.0.0.1:${port}/moved`)
    expect(moved).toMatchObject({ status: 302, headers: { location: '/there' } })
    moved.discard()
    expect((await readBody(await get(http, `http://127.0.0.1:${port}/`))).toString()).toBe('not gzip at all')
  })

  it('reaches a name that has addresses of both families where only one answers', async () => {
    const { port } = await httpServer((_, response) => response.end('v4'))
    expect((await readBody(await get(client(), `http://localhost:${port}/`))).toString()).toBe('v4')
  })

  it('gets a connection of its own while others are busy, and leaves it for the next', async () => {
    const sockets = new Set<Socket>()
    const { port } = await httpServer((request, response) => {
      sockets.add(request.socket)
      setTimeout(() => response.end('ok'), 50)
    })
    const http = client()
    const all = async () =>
      Promise.all(Array.from({ length: 12 }, async () => readBody(await get(http, `http://127.0.0.1:${port}/`))))
    await all()
    expect(sockets.size).toBe(12)
    await new Promise((resolve) => setTimeout(resolve, 20))
    await all()
    expect(sockets.size).toBe(12)
    expect(warnings).toEqual([])
  })
})

describe('a body', () => {
  it('that is not read stops the sender', async () => {
    let sent = 0
    const { port } = await httpServer((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024)
      const send = (): void => {
        while (sent < 200 && response.write(chunk)) sent += 1
        sent += 1
      }
      response.on('drain', send)
      send()
    })
    const response = await get(client(), `http://127.0.0.1:${port}/`)
    const pouring = pour(response, () => new Promise(() => {}))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(sent).toBeLessThan(40)
    response.discard()
    await pouring
  })

  it('that its reader leaves closes the connection', async () => {
    let closed: Promise<unknown> = Promise.resolve()
    const { port } = await httpServer((request, response) => {
      closed = new Promise<void>((resolve) => request.socket.once('close', () => resolve()))
      response.write(Buffer.alloc(100_000))
    })
    const response = await get(client(), `http://127.0.0.1:${port}/`)
    await pour(response, (chunk) => {
      expect(chunk.byteLength).toBeGreaterThan(0)
      response.discard()
      return undefined
    })
    await closed
  })

  it.each([
    ['is cut off', 'network', (socket: Socket) => void socket.resetAndDestroy()],
    ['ends early', 'size-mismatch', (socket: Socket) => void socket.end()],
  ])('whose connection %s is a retryable error of code %s', async (_, code, end) => {
    const { port } = await httpServer((request, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half')
      setTimeout(() => end(request.socket), 20)
    })
    const error = await thrownBy(get(client(), `http://127.0.0.1:${port}/m?token=secret`).then(readBody))
    expect(error).toMatchObject({ name: 'EngineError', code, retryable: true })
    expect((error as Error).message).toContain(`127.0.0.1:${port}`)
    expect((error as Error).message).not.toContain('secret')
  })

  it('of an aborted request rejects with the reason of the signal', async () => {
    const { port } = await httpServer((_, response) => void response.write('begin'))
    const controller = new AbortController()
    const response = await get(client(), `http://127.0.0.1:${port}/`, {}, controller.signal)
    const reason = new Error('paused by the user')
    const reading = thrownBy(readBody(response))
    controller.abort(reason)
    expect(await reading).toBe(reason)
  })
})

describe('an aborted request', () => {
  it('rejects with the reason before it was sent, while it waits for an answer, and whatever the reason is', async () => {
    const { port } = await httpServer(() => {})
    const http = client()
    for (const reason of [new Error('stop'), 'just a text', { code: 'own' }]) {
      expect(await thrownBy(get(http, `http://127.0.0.1:${port}/`, {}, AbortSignal.abort(reason)))).toBe(reason)
      const controller = new AbortController()
      const waiting = thrownBy(get(http, `http://127.0.0.1:${port}/`, {}, controller.signal))
      setTimeout(() => controller.abort(reason), 30)
      expect(await waiting).toBe(reason)
    }
  })
})

describe('discard', () => {
  it('of a short answer leaves its connection for the next request', async () => {
    const sockets = new Set<Socket>()
    const { port } = await httpServer((request, response) => {
      sockets.add(request.socket)
      response.writeHead(302, { location: '/', 'content-length': '5' }).end('moved')
    })
    const http = client()
    for (let at = 0; at < 5; at += 1) {
      const response = await get(http, `http://127.0.0.1:${port}/`)
      response.discard()
      response.discard()
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(sockets.size).toBe(1)
  })

  it.each([
    ['that is long', { 'content-length': '100000000' }],
    ['of unknown length', {}],
    ['that is short but never comes', { 'content-length': '10' }],
  ])('of an answer %s ends its connection', { timeout: 10_000 }, async (_, headers) => {
    let closed: Promise<unknown> = Promise.resolve()
    const { port } = await httpServer((request, response) => {
      closed = new Promise<void>((resolve) => request.socket.once('close', () => resolve()))
      response.writeHead(200, headers).write('x')
    })
    const response = await get(client(), `http://127.0.0.1:${port}/`)
    response.discard()
    await closed
  })

  it('is quiet half-way through a body, after it, and after an abort', async () => {
    const { port } = await httpServer((request, response) => {
      if (request.url === '/short') response.end('all')
      else response.write(Buffer.alloc(200_000))
    })
    const http = client()
    const half = await get(http, `http://127.0.0.1:${port}/long`)
    await pour(half, () => {
      half.discard()
      return undefined
    })
    const done = await get(http, `http://127.0.0.1:${port}/short`)
    await readBody(done)
    done.discard()
    const controller = new AbortController()
    const aborted = await get(http, `http://127.0.0.1:${port}/long`, {}, controller.signal)
    controller.abort(new Error('stop'))
    aborted.discard()
    const untouched = await get(http, `http://127.0.0.1:${port}/long`, {}, AbortSignal.timeout(30))
    await new Promise((resolve) => setTimeout(resolve, 80))
    untouched.discard()
  })
})

describe('a request that gets no answer', () => {
  it('says that nobody listens on a port', async () => {
    const port = await freePort()
    const error = await thrownBy(get(client(), `http://127.0.0.1:${port}/m?token=secret`))
    expect(error).toMatchObject({ code: 'network', retryable: true })
    expect((error as Error).message).toBe(
      `Could not download from 127.0.0.1:${port}: nobody listens there, or a firewall refuses the connection (ECONNREFUSED).`,
    )
    expect(await thrownBy(get(client(), `http://localhost:${port}/`))).toMatchObject({
      message: expect.stringContaining('nobody listens'),
    })
  })

  it('says that a name is not known', async () => {
    const error = await thrownBy(get(client({ proxy: false }), 'http://no-such-name.invalid/'))
    expect(error).toMatchObject({ code: 'network', retryable: true })
    expect((error as Error).message).toMatch(/no-such-name\.invalid:80: the name (is not known|could not be looked up)/)
  })

  it.each(['resetAndDestroy', 'destroy'] as const)(
    'is sent again at once where a kept connection was closed meanwhile (%s), and only then',
    async (how) => {
      const used = new Map<Socket, number>()
      let isGone = false
      const { port } = await httpServer(({ socket }, response) => {
        const times = (used.get(socket) ?? 0) + 1
        used.set(socket, times)
        if (isGone || times === 2) socket[how]()
        else response.end('ok')
      })
      const http = client()
      for (let at = 0; at < 5; at += 1)
        expect((await readBody(await get(http, `http://127.0.0.1:${port}/`))).toString()).toBe('ok')
      expect(used.size).toBe(5)

      isGone = true
      expect(await thrownBy(get(http, `http://127.0.0.1:${port}/`))).toMatchObject({ code: 'network' })
      expect(used.size).toBeLessThanOrEqual(7)
    },
  )

  it('says that the connection was cut off', async () => {
    const port = await socketServer((socket) => socket.on('data', () => socket.resetAndDestroy()))
    expect(await thrownBy(get(client(), `http://127.0.0.1:${port}/`))).toMatchObject({
      code: 'network',
      message: expect.stringMatching(/cut off|closed before/),
    })
  })

  it('says that the answer is not HTTP', async () => {
    const port = await socketServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n\r\n'))
    expect(await thrownBy(get(client(), `http://127.0.0.1:${port}/`))).toMatchObject({
      code: 'bad-response',
      message: expect.stringContaining('not valid HTTP'),
    })
  })

  it('says that a header is not allowed, without it', async () => {
    const error = await thrownBy(
      get(client(), `http://127.0.0.1:${await freePort()}/`, { authorization: 'Bearer se\ncret' }),
    )
    expect(error).toMatchObject({
      code: 'network',
      retryable: false,
      message: expect.stringContaining('headers option'),
    })
    expect((error as Error).message).not.toContain('cret')
  })
})

describe('closing', () => {
  it('ends what is under way and refuses what comes after', async () => {
    const { port } = await httpServer((request, response) => {
      if (request.url === '/body') response.write('begin')
    })
    const http = client()
    const reading = thrownBy(get(http, `http://127.0.0.1:${port}/body`).then(readBody))
    const waiting = thrownBy(get(http, `http://127.0.0.1:${port}/`))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await http.close()
    await http.close()
    expect(await waiting).toMatchObject({ name: 'EngineError', code: 'closed' })
    expect(await reading).toMatchObject({ name: 'EngineError' })
    expect(await thrownBy(get(http, `http://127.0.0.1:${port}/`))).toMatchObject({ code: 'closed' })
  })

  it('is nothing before the first request', async () => {
    await expect(createNodeHttp().close()).resolves.toBeUndefined()
  })
})
