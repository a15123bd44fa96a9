import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { toNodeListener } from '../../../src/engine/http/to-node-listener.js'

async function listen(handler: (request: Request) => Promise<Response>): Promise<number> {
  const server = createServer(toNodeListener(handler))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return (server.address() as AddressInfo).port
}

function open(port: number, text: string) {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(text)
  onTestFinished(() => {
    socket.destroy()
  })
  return socket
}

async function readAll(port: number, text: string): Promise<string> {
  const socket = open(port, text)
  let received = ''
  for await (const chunk of socket) received += String(chunk)
  return received
}

/** A body without end that counts what was taken of it. */
function endless(chunkBytes: number) {
  const seen = { chunks: 0, isCancelled: false }
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        seen.chunks += 1
        controller.enqueue(new Uint8Array(chunkBytes))
      },
      cancel() {
        seen.isCancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { seen, body }
}

describe('toNodeListener', () => {
  it('hands over method, path, headers and body, and gives back status, headers and body', async () => {
    const port = await listen(async (request) => {
      const said = `${request.method} ${new URL(request.url).pathname} ${request.headers.get('x-a')} ${await request.text()}`
      return new Response(said, { status: 201, headers: { 'x-b': '2' } })
    })
    const response = await fetch(`http://127.0.0.1:${port}/a/b?c`, {
      method: 'POST',
      headers: { 'x-a': '1' },
      body: 'hello',
    })
    expect(response.status).toBe(201)
    expect(response.headers.get('x-b')).toBe('2')
    expect(await response.text()).toBe('POST /a/b 1 hello')
  })

  it('stops taking from a stream when the reader stops, and goes on with it', async () => {
    const { seen, body } = endless(65_536)
    const port = await listen(async () => new Response(body))
    const socket = open(port, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    socket.pause()
    let before = -1
    await expect
      .poll(
        () => {
          const isStill = seen.chunks > 0 && seen.chunks === before
          before = seen.chunks
          return isStill
        },
        { interval: 100, timeout: 5000 },
      )
      .toBe(true)
    // What the two sockets' buffers take on this machine is some megabytes; without back-pressure it would be memory's end.
    expect(seen.chunks).toBeLessThan(1000)
    socket.resume()
    await expect.poll(() => seen.chunks).toBeGreaterThan(before)
    expect(seen.isCancelled).toBe(false)
  })

  it('ends the stream and aborts the request when the client goes away', async () => {
    const { seen, body } = endless(65_536)
    let signal: AbortSignal | null = null
    const port = await listen(async (request) => {
      signal = request.signal
      return new Response(body)
    })
    const socket = open(port, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    socket.destroy()
    await expect.poll(() => seen.isCancelled).toBe(true)
    expect((signal as AbortSignal | null)?.aborted).toBe(true)
  })

  it('ends a silent stream too when the client goes away', async () => {
    let isCancelled = false
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(':\n\n')),
      cancel() {
        isCancelled = true
      },
    })
    const port = await listen(async () => new Response(body))
    const socket = open(port, 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    socket.destroy()
    await expect.poll(() => isCancelled).toBe(true)
  })

  it('answers 400 to a Host that no URL can hold', async () => {
    const port = await listen(async () => new Response('never'))
    const text = await readAll(port, 'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')
    expect(text).toMatch(/^HTTP\/1\.1 400 /)
    expect(text).not.toContain('never')
  })

  it('cuts the connection when the handler throws or its stream breaks', async () => {
    const port = await listen(async (request) => {
      if (request.url.endsWith('throw')) throw new Error('broken')
      return new Response(
        new ReadableStream({
          pull: (controller) => controller.error(new Error('broken')),
        }),
      )
    })
    for (const path of ['throw', 'stream']) {
      const text = await readAll(port, `GET /${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
      expect(text).not.toContain('0\r\n\r\n')
    }
  })
})
