import { randomBytes } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { createNodeHttp } from '../../../src/engine/node/node-http.js'
import type { HttpResponse } from '../../../src/engine/ports/http.js'
import { httpServer, socketServer } from './loopback.js'
import { pour, readBody } from './read-body.js'

const never = new AbortController().signal

function get(port: number, signal = never, http = createNodeHttp({ proxy: false })): Promise<HttpResponse> {
  onTestFinished(() => http.close())
  return http.request({ url: `http://127.0.0.1:${port}/m`, headers: {}, signal })
}

it('ends a body that came together with its head', async () => {
  const port = await socketServer((socket) => {
    socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole'))
  })
  const response = await get(port)
  await new Promise((resolve) => setTimeout(resolve, 20))

  expect((await readBody(response)).toString()).toBe('whole')
})

it('ends an empty body', async () => {
  const { port } = await httpServer((_, response) => response.writeHead(200, { 'content-length': 0 }).end())

  expect(await readBody(await get(port))).toHaveLength(0)
})

it('keeps what is read apart from what is read after it, whatever the pieces', async () => {
  const bytes = randomBytes(4_000_000)
  const port = await socketServer(async (socket) => {
    socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'h'.repeat(9_000)}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
    socket.write(`${'h'.repeat(3_000)}\r\ncontent-length: ${bytes.length}\r\n\r\n`)
    for (let at = 0, size = 1; at < bytes.length; at += size, size = ((size * 7) % 200_000) + 1) {
      if (!socket.write(bytes.subarray(at, at + size))) await new Promise((resolve) => socket.once('drain', resolve))
    }
  })
  const response = await get(port)

  expect(response.headers['x-long']).toBe('h'.repeat(12_000))
  expect((await readBody(response)).equals(bytes)).toBe(true)
})

it('lends each chunk only while it is taken, and waits for a chunk that has to wait', async () => {
  const bytes = randomBytes(3_000_000)
  const { port } = await httpServer((_, response) => response.end(bytes))
  const copies: Buffer[] = []
  let waiting = 0
  await pour(await get(port), async (chunk) => {
    waiting += 1
    expect(waiting).toBe(1)
    copies.push(Buffer.from(chunk))
    await new Promise((resolve) => setTimeout(resolve, 1))
    waiting -= 1
  })

  expect(Buffer.concat(copies).equals(bytes)).toBe(true)
})

it('fails with the very error of who takes the bytes, at once or later', async () => {
  const { port } = await httpServer((_, response) => response.write(Buffer.alloc(100_000)))
  const sudden = new Error('at once')
  const late = new Error('later')

  const throwing = pour(await get(port), () => {
    throw sudden
  })
  await expect(throwing).rejects.toBe(sudden)
  await expect(pour(await get(port), () => Promise.reject(late))).rejects.toBe(late)
})

it('fails with the reason of its signal, also while a chunk waits', async () => {
  const { port } = await httpServer((_, response) => response.write(Buffer.alloc(100_000)))
  const controller = new AbortController()
  const pouring = pour(await get(port, controller.signal), () => new Promise(() => {}))
  const reason = new Error('stalled')
  setTimeout(() => controller.abort(reason), 20)

  await expect(pouring).rejects.toBe(reason)
})

it('takes no longer than the signal where nobody answers', async () => {
  const port = await socketServer(() => {})
  const reason = new Error('enough')
  const controller = new AbortController()
  setTimeout(() => controller.abort(reason), 20)

  await expect(get(port, controller.signal)).rejects.toBe(reason)
})

it('asks by HEAD for no body', async () => {
  const methods: (string | undefined)[] = []
  const { port } = await httpServer((request, response) => {
    methods.push(request.method)
    response.writeHead(200, { 'content-length': 50_000_000 }).end()
  })
  const http = createNodeHttp({ proxy: false })
  onTestFinished(() => http.close())
  for (let time = 0; time < 2; time += 1) {
    const response = await http.request({
      url: `http://127.0.0.1:${port}/m`,
      headers: {},
      signal: never,
      method: 'HEAD',
    })
    expect(response.headers['content-length']).toBe('50000000')
    response.discard()
  }

  expect(methods).toEqual(['HEAD', 'HEAD'])
})

it('loses nothing of what a proxy sends before anybody takes it, and holds it back while a chunk waits', async () => {
  const bytes = randomBytes(3_000_000)
  const { port } = await httpServer((_, response) => response.end(bytes))
  const http = createNodeHttp({ proxy: `http://127.0.0.1:${port}` })
  onTestFinished(() => http.close())
  const response = await http.request({ url: 'http://models.test/m', headers: {}, signal: never })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const copies: Buffer[] = []
  await pour(response, async (chunk) => {
    copies.push(Buffer.from(chunk))
    await new Promise((resolve) => setTimeout(resolve, 1))
  })

  expect(Buffer.concat(copies).equals(bytes)).toBe(true)
})

it('lets go of a proxy whose early bytes nobody could take', async () => {
  let closed: Promise<unknown> = Promise.resolve()
  const { port } = await httpServer((request, response) => {
    closed = new Promise((resolve) => request.socket.once('close', resolve))
    response.write(Buffer.alloc(100_000))
  })
  const http = createNodeHttp({ proxy: `http://127.0.0.1:${port}` })
  onTestFinished(() => http.close())
  const response = await http.request({ url: 'http://models.test/m', headers: {}, signal: never })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const full = new Error('The disk is full.')
  const pouring = pour(response, () => {
    throw full
  })

  await expect(pouring).rejects.toBe(full)
  await closed
})
