import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createPagePool, type PagePool } from '../../../src/engine/node/page-pool.js'

/** What Node does for one read, and the chunk that a reader of the socket gets. */
function read(pool: PagePool, length: number): { readonly chunk: Uint8Array; readonly memory: ArrayBufferLike } {
  const bytes = (pool.onread.buffer as () => Uint8Array)()
  let chunk: Uint8Array = bytes
  const socket = {
    push(pushed: Uint8Array) {
      chunk = pushed
      return true
    },
  }
  pool.onread.callback.call(socket as unknown as Socket, length, bytes)
  return { chunk, memory: bytes.buffer }
}

it('gives each read memory of its own until it was copied', () => {
  const pool = createPagePool()
  const memories = [1, 2, 3].map(() => read(pool, 100).memory)

  expect(new Set(memories).size).toBe(3)
})

it('uses a page again once all of it was copied, in pieces too', () => {
  const pool = createPagePool()
  const { chunk, memory } = read(pool, 100)
  pool.copied(chunk.subarray(0, 40))
  expect(read(pool, 10).memory).not.toBe(memory)
  pool.copied(chunk.subarray(40))

  expect(read(pool, 10).memory).toBe(memory)
})

it('never uses a page again that held more than was copied: the head of an answer', () => {
  const pool = createPagePool()
  const { chunk, memory } = read(pool, 100)
  pool.copied(chunk.subarray(30))

  for (let at = 0; at < 50; at += 1) {
    const next = read(pool, 100)
    expect(next.memory).not.toBe(memory)
    pool.copied(next.chunk)
  }
})

it('passes over memory that is not its own', () => {
  const pool = createPagePool()
  pool.copied(new Uint8Array(10))

  expect(read(pool, 10).chunk).toHaveLength(10)
})

describe('records of TLS', () => {
  /** A socket as Node reads it: into the memory that the pool gave last. */
  function connect(pool: PagePool) {
    const socket = new Readable({ read() {}, highWaterMark: 16 * 1024 })
    const chunks: Uint8Array[] = []
    const next = pool.onrecord.buffer as () => Uint8Array
    let memory = next()
    const decrypted = (byte: number, length: number): boolean => {
      const bytes = memory
      bytes.fill(byte, 0, length)
      const goesOn = pool.onrecord.callback.call(socket as Socket, length, bytes)
      memory = next()
      return goesOn
    }
    const take = () => {
      for (let chunk = socket.read(); chunk !== null; chunk = socket.read()) chunks.push(chunk)
    }
    return { socket, chunks, decrypted, take }
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve))

  it('passes on as one what came in one turn', async () => {
    const { socket, chunks, decrypted, take } = connect(createPagePool())
    socket.on('readable', take)
    decrypted(1, 16_000)
    decrypted(2, 100)
    expect(chunks).toEqual([])
    await turn()
    await turn()

    expect(chunks).toEqual([Buffer.concat([Buffer.alloc(16_000, 1), Buffer.alloc(100, 2)])])
  })

  it('passes on a page that is full at once, and holds the connection back while it is not read', () => {
    const { socket, decrypted } = connect(createPagePool())
    const goesOn = Array.from({ length: 8 }, (_, at) => decrypted(at, 16 * 1024))

    expect(goesOn).toEqual([true, true, true, true, true, true, true, false])
    expect(socket.readableLength).toBe(128 * 1024)
  })

  it('keeps what comes while an earlier piece waits, and gives it in a piece of its own after that', async () => {
    const { socket, chunks, decrypted, take } = connect(createPagePool())
    for (let at = 0; at < 8; at += 1) decrypted(1, 16 * 1024)
    decrypted(2, 500)
    await turn()
    await turn()
    expect(socket.readableLength).toBe(128 * 1024)
    take()
    await turn()
    take()

    expect(chunks.map((chunk) => [chunk.length, chunk[0]])).toEqual([
      [128 * 1024, 1],
      [500, 2],
    ])
  })

  it('lets the end not overtake the last records', async () => {
    const { socket, chunks, decrypted } = connect(createPagePool())
    const ended = new Promise((resolve) => socket.once('end', resolve))
    decrypted(7, 300)
    socket.push(null)
    socket.on('data', (chunk) => chunks.push(chunk))
    await ended

    expect(chunks).toEqual([Buffer.alloc(300, 7)])
  })

  it('uses a page again once it is full and all of it was copied, and never gives a socket what another read', async () => {
    const pool = createPagePool()
    const [first, second] = [connect(pool), connect(pool)]
    for (let at = 0; at < 8; at += 1) first.decrypted(1, 16 * 1024)
    first.take()
    const memory = first.chunks[0]?.buffer
    pool.copied(first.chunks[0] as Uint8Array)
    for (let at = 0; at < 8; at += 1) second.decrypted(2, 16 * 1024)
    second.decrypted(3, 10)
    await turn()
    await turn()
    first.take()
    second.take()
    await turn()
    second.take()

    expect(first.chunks).toHaveLength(1)
    expect(second.chunks.map((chunk) => chunk.length)).toEqual([128 * 1024, 10])
    expect(second.chunks[1]?.buffer).toBe(memory)
  })
})
