import { afterEach, expect, it } from 'vitest'
import { createModelFetch, type ModelFetchOptions } from '../../../src/engine/browser/index.js'
import { commands } from './commands.js'
import { newDirectory, openEngine, removeDirectory } from './open-engine.js'

const SIZE = 300_000
const CONFIG = 4_000

const ends: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

async function open(options: Omit<ModelFetchOptions, 'models'> = {}) {
  const server = await commands.openServer({ '/model.bin': SIZE, '/config.json': CONFIG, '/other.bin': 50 })
  const directory = newDirectory()
  const { engine } = openEngine({ directory })
  ends.push(async () => {
    await engine.close()
    await commands.closeServer(server.id)
    await removeDirectory(directory)
  })
  const files = ['/model.bin', '/config.json'].map((path) => ({
    path: `onnx${path}`,
    url: server.url + path,
    sha256: server.sha256[path] as string,
  }))
  return { engine, server, fetch: createModelFetch(engine, { models: [{ id: 'org/model', files }], ...options }) }
}

async function digestOf(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

it('downloads a model that is missing, and from then on answers without the network', async () => {
  const { fetch, server } = await open()
  const first = await fetch(`${server.url}/model.bin`)
  expect(first.status).toBe(200)
  expect(first.headers.get('content-length')).toBe(String(SIZE))
  expect(await digestOf(first)).toBe(server.sha256['/model.bin'])
  const asked = (await commands.serverRequests(server.id)).length
  const again = await fetch(new Request(`${server.url}/config.json`))
  expect(await digestOf(again)).toBe(server.sha256['/config.json'])
  expect(await commands.serverRequests(server.id)).toHaveLength(asked)
})

it('answers ranges as a server does', async () => {
  const { fetch, server } = await open()
  const url = `${server.url}/model.bin`
  const whole = new Uint8Array(await (await fetch(url)).arrayBuffer())
  const part = await fetch(url, { headers: { range: 'bytes=1000-1999' } })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 1000-1999/${SIZE}`)
  expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(1000, 2000))
  const beyond = await fetch(url, { headers: { range: `bytes=${SIZE}-` } })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${SIZE}`])
  const head = await fetch(url, { method: 'HEAD' })
  expect([head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([String(SIZE), 0])
})

it('leaves to the network what is of no model, and what is missing where it is told to', async () => {
  const passed: string[] = []
  const { fetch, server, engine } = await open({
    whenMissing: 'network',
    fetch: async (input) => {
      passed.push(String(input))
      return new Response('from the network')
    },
  })
  await fetch(`${server.url}/other.bin`)
  expect(await (await fetch(`${server.url}/model.bin#part`)).text()).toBe('from the network')
  expect(passed).toEqual([`${server.url}/other.bin`, `${server.url}/model.bin#part`])
  expect(engine.getSnapshot().downloads).toEqual({})
})

it('stops waiting for a download when it is told to', async () => {
  const { fetch, server } = await open()
  await commands.setServerFaults(server.id, [{ path: '/model.bin', name: 'stallAt', args: [1_000] }])
  const abort = new AbortController()
  const answer = fetch(`${server.url}/model.bin`, { signal: abort.signal })
  abort.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
})
