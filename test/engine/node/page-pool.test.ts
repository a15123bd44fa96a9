import type { Socket } from 'node:net'
import { expect, it } from 'vitest'
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
