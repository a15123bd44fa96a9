import { CacheManager } from '@wllama/wllama'
import { createBrowserEngine } from 'weightlift/browser'
import { createClient } from 'weightlift/engine'

/** The ways, by name: each takes a model of one file and settles when it is kept. */
const ways = {
  /** The limit: nothing is kept. */
  async discard({ url }) {
    const { body } = await fetch(url, { cache: 'no-store' })
    const reader = body.getReader({ mode: 'byob' })
    let buffer = new ArrayBuffer(2 ** 20)
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(buffer), { min: 2 ** 20 })
      if (done) return
      buffer = value.buffer
    }
  },
  async writable({ url }) {
    const root = await navigator.storage.getDirectory()
    const handle = await root.getFileHandle('plain.bin', { create: true })
    const { body } = await fetch(url, { cache: 'no-store' })
    await body.pipeTo(await handle.createWritable())
  },
  wllama: ({ url }) => new CacheManager().download(url),
  async cache({ url }) {
    const cache = await caches.open('models')
    await cache.put(url, await fetch(url, { cache: 'no-store' }))
  },
  engine: ({ url, size }) => byEngine({ id: 'model', url, size }),
  'engine with sha256': ({ url, size, sha256 }) => byEngine({ id: 'model', url, size, sha256 }),
}

async function byEngine(model) {
  const engine = createBrowserEngine()
  const client = createClient(engine)
  await client.download(model)
  await client.whenCompleted(model.id)
  await engine.close()
}

const { way, model, report } = JSON.parse(new URLSearchParams(location.search).get('task'))
const startedMs = performance.now()
const error = await ways[way](model).then(
  () => null,
  (thrown) => String(thrown),
)
const milliseconds = performance.now() - startedMs
await fetch(report, { method: 'POST', mode: 'no-cors', body: JSON.stringify({ error, milliseconds }) })
