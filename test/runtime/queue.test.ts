import { afterEach, beforeEach, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { type Bench, createBench, sha256Of, until } from './with-engine.js'

const LARGE_BYTES = 192 * 2 ** 20
const URGENT_BYTES = 24 * 2 ** 20

let bench: Bench
let server: ModelServer

beforeEach(async () => {
  bench = await createBench()
  server = await createModelServer({
    files: { '/large': { generate: LARGE_BYTES }, '/urgent': { generate: URGENT_BYTES, seed: 2 } },
  })
})

afterEach(async () => {
  await bench.close()
  await server.close()
})

it('gives the slot of a background model to an essential one at once, and fetches no byte of it twice', async () => {
  const client = bench.open({ concurrency: 1, bytesPerSecondLimit: 40e6 })
  const sha256 = await server.sha256('/large')
  const large = { id: 'large', url: `${server.url}/large`, size: LARGE_BYTES, sha256 }
  await client.download(large, { priority: 'background' })
  await until(client, 'large', ({ receivedBytes }) => receivedBytes > 20e6)

  await client.download({ id: 'urgent', url: `${server.url}/urgent` }, { priority: 'essential' })
  const shown = client.engine.getSnapshot().downloads
  expect(shown.large).toMatchObject({ status: 'queued', position: 1 })
  expect(shown.urgent?.position).toBe(null)
  await until(client, 'urgent', ({ receivedBytes }) => receivedBytes > 0)
  const parked = client.engine.getSnapshot().downloads.large?.receivedBytes ?? 0
  await until(client, 'urgent', ({ status }) => status === 'completed')
  const resumed = await until(client, 'large', ({ status }) => status === 'downloading')
  expect(resumed.receivedBytes).toBeGreaterThanOrEqual(parked)

  await client.configure({ bytesPerSecondLimit: null })
  const done = await until(client, 'large', ({ status }) => status === 'completed')
  expect(done).toMatchObject({ restarts: 0, wastedBytes: 0, fetchedBytesInAll: LARGE_BYTES })
  const { files } = await client.whenCompleted('large')
  expect(await sha256Of(files[0]?.location ?? '')).toBe(sha256)
})
