import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { type Bench, createBench, until } from './with-engine.js'

const NAMES = ['a', 'b', 'c'] as const

let bench: Bench
let server: ModelServer

beforeEach(async () => {
  bench = await createBench()
  server = await createModelServer({
    files: Object.fromEntries(NAMES.map((name) => [`/${name}`, { generate: 2 ** 30, seed: name.charCodeAt(0) }])),
  })
})

afterEach(async () => {
  await bench.close()
  await server.close()
})

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe('a limit of 10 MB/s', () => {
  it('is kept within 5 % over 10 s by three downloads together, as received and as sent', async () => {
    const client = bench.open({ bytesPerSecondLimit: 10e6, concurrency: 3 })
    for (const id of NAMES) await client.download({ id, url: `${server.url}/${id}` })
    for (const id of NAMES) await until(client, id, ({ receivedBytes }) => receivedBytes > 500_000)
    await sleep(1_000)
    const received = (): number[] =>
      NAMES.map((id) => client.engine.getSnapshot().downloads[id]?.receivedBytes ?? Number.NaN)
    const sent = (): number => server.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0)

    const [before, sentBefore, sinceMs] = [received(), sent(), performance.now()]
    await sleep(10_000)
    const [after, sentAfter, seconds] = [received(), sent(), (performance.now() - sinceMs) / 1000]

    const each = after.map((bytes, at) => bytes - (before[at] as number))
    const rate = each.reduce((sum, bytes) => sum + bytes, 0) / seconds
    expect(rate / 10e6).toBeGreaterThan(0.95)
    expect(rate / 10e6).toBeLessThan(1.05)
    expect((sentAfter - sentBefore) / seconds / 10e6).toBeGreaterThan(0.9)
    expect((sentAfter - sentBefore) / seconds / 10e6).toBeLessThan(1.1)
    for (const bytes of each) expect(bytes / seconds / (10e6 / 3)).toBeCloseTo(1, 1)
  })
})
