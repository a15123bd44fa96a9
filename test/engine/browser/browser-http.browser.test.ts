import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowserHttp } from '../../../src/engine/browser/worker/browser-http.js'
import { createBufferPool } from '../../../src/engine/browser/worker/buffer-pool.js'
import type { Http, HttpResponse } from '../../../src/engine/ports/http.js'
import { commands, type OpenServer } from './commands.js'

const PATH = '/model.bin'
const SIZE = 3_000_000

let server: OpenServer
let http: Http

beforeEach(async () => {
  server = await commands.openServer({ [PATH]: SIZE }, true)
  http = createBrowserHttp(createBufferPool(), () => undefined)
})
afterEach(async () => {
  await http.close()
  await commands.closeServer(server.id)
})

/** A signal that tells how many listen to it. */
function countedSignal(): { readonly signal: AbortSignal; readonly count: () => number } {
  const { signal } = new AbortController()
  const listening = new Set<unknown>()
  const add = signal.addEventListener.bind(signal) as (name: string, ...rest: readonly unknown[]) => void
  const remove = signal.removeEventListener.bind(signal) as (name: string, ...rest: readonly unknown[]) => void
  Object.assign(signal, {
    addEventListener(name: string, listener: unknown, options: unknown) {
      listening.add(listener)
      add(name, listener, options)
    },
    removeEventListener(name: string, listener: unknown) {
      listening.delete(listener)
      remove(name, listener)
    },
  })
  return { signal, count: () => listening.size }
}

async function readAll({ body }: HttpResponse): Promise<number> {
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) bytes += chunk.byteLength
  return bytes
}

describe('a request of the browser', () => {
  it('is kept by nobody once its answer was read', async () => {
    const { signal, count } = countedSignal()
    const response = await http.request({ url: server.url + PATH, headers: {}, signal })
    expect(count()).toBe(1)
    expect(await readAll(response)).toBe(SIZE)
    expect(count()).toBe(0)
  })

  it('is kept by nobody once its answer was discarded, or there was none', async () => {
    const { signal, count } = countedSignal()
    const response = await http.request({ url: server.url + PATH, headers: {}, signal })
    response.discard()
    expect(count()).toBe(0)
    await expect(http.request({ url: 'http://127.0.0.1:9/model.bin', headers: {}, signal })).rejects.toThrow()
    expect(count()).toBe(0)
  })
})
