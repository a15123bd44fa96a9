import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createClient } from '../../src/engine/core/client.js'
import { connectOllamaEngine } from '../../src/engine/ollama/index.js'
import { createMemoryStore } from './memory-store.js'

type Answer = { readonly status: number; readonly body: string }

const MODEL = { id: 'm', url: 'https://ollama.com/library/m:1b' }

let tags: Answer
let pull: Answer
let url: string

beforeEach(async () => {
  tags = { status: 200, body: '{"models":null}' }
  pull = { status: 200, body: '' }
  const server = createServer((request, response) => {
    const { status, body } = request.url === '/api/tags' ? tags : pull
    response.writeHead(status)
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

function open(store = createMemoryStore()): ReturnType<typeof connectOllamaEngine> {
  const engine = connectOllamaEngine({ url, store, retry: { minMs: 10, maxMs: 10, attempts: 2 } })
  onTestFinished(() => engine.close())
  return engine
}

const listed = (name: string): Answer => ({
  status: 200,
  body: JSON.stringify({ models: [{ name, size: 5, modified_at: '2026-08-21T18:48:22.123456789-07:00' }] }),
})

it('keeps what is complete while Ollama cannot list its models', async () => {
  const store = createMemoryStore()
  tags = listed('m:1b')
  const first = open(store)
  await createClient(first).download(MODEL)
  await createClient(first).whenCompleted('m')
  await first.close()

  tags = { status: 500, body: '{"error":"model list cache unavailable"}' }
  const broken = open(store)
  await expect(createClient(broken).availability(MODEL)).rejects.toMatchObject({ code: 'network' })
  await broken.close()

  tags = listed('m:1b')
  const next = open(store)
  expect(await createClient(next).availability(MODEL)).toMatchObject({ status: 'available' })
  expect(next.getSnapshot().downloads.m?.status).toBe('completed')
})

it('finds a model under the shorter name that Ollama lists', async () => {
  tags = listed('M:1B')
  const client = createClient(open())
  expect(await client.availability({ id: 'm', url: 'https://registry.ollama.ai/library/m:1b' })).toMatchObject({
    status: 'available',
    bytes: 5,
  })
})

it.each([
  ['told before the first line', { status: 400, body: '{"error":"invalid model name"}' }, 'invalid-model'],
  [
    'told after it',
    { status: 200, body: '{"status":"pulling manifest"}\n{"error":"insecure protocol http"}\n' },
    'insecure-url',
  ],
  ['without words', { status: 412, body: '' }, 'unsupported'],
])('fails with the error of a pull %s', async (_, answer, code) => {
  pull = answer
  const client = createClient(open())
  await client.download(MODEL)
  await expect(client.whenCompleted('m')).rejects.toMatchObject({ code })
})
