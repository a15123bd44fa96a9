import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../../src/engine/core/client.js'
import type { Engine } from '../../src/engine/core/engine.js'
import type { Schedule } from '../../src/engine/core/snapshot.js'
import { createEngine, createNodePlatform } from '../../src/engine/node/index.js'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { startStopwatch } from '../stopwatch.js'
import { type Bench, createBench, type OpenedEngine, sha256Of, until } from './with-engine.js'

const NAMES = ['a', 'b', 'c'] as const
const LARGE = 2 ** 30

let bench: Bench
let server: ModelServer

beforeEach(async () => {
  bench = await createBench()
  const large = NAMES.map((name) => [`/${name}`, { generate: LARGE, seed: name.charCodeAt(0) }])
  server = await createModelServer({ files: { ...Object.fromEntries(large), '/model': { generate: 48 * 2 ** 20 } } })
})

afterEach(async () => {
  await bench.close()
  await server.close()
})

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0)

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function shown({ engine }: { engine: Engine }, id: string) {
  const download = engine.getSnapshot().downloads[id]
  if (download === undefined) throw new Error(`There is no download "${id}".`)
  return download
}

describe('a limit of 10 MB/s', () => {
  it('is kept within 5 % over 10 s by three downloads together, each with a third, and nothing is fetched for nothing', async () => {
    const client = bench.open({ bytesPerSecondLimit: 10e6, concurrency: 3 })
    for (const id of NAMES) await client.download({ id, url: `${server.url}/${id}` })
    for (const id of NAMES) await until(client, id, ({ receivedBytes }) => receivedBytes > 500_000)
    await sleep(1_000)
    const watch = startStopwatch()
    const measure = (): number[] => [
      performance.now(),
      watch.elapsedMs(),
      server.requests.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
      ...NAMES.map((id) => shown(client, id).receivedBytes),
    ]

    const before = measure()
    await sleep(10_000)
    const [ms = 0, awakeMs = 0, , ...received] = measure().map((now, at) => now - (before[at] as number))

    watch.stop()
    const sum = sumOf(received)
    expect(sum).toBeLessThan((1.05 * 10e6 * ms) / 1000)
    // What this process stood still for is not made up for.
    expect(sum).toBeGreaterThan((0.95 * 10e6 * awakeMs) / 1000)
    expect(NAMES.map((id) => shown(client, id).wastedBytes)).toEqual([0, 0, 0])
    // What the server got rid of ahead of that is what the sockets of three connections hold.
    const [, , sent = 0, ...have] = measure()
    expect(sent - sumOf(have)).toBeLessThan(3 * 8 * 2 ** 20)
    for (const bytes of received) expect(Math.abs((3 * bytes) / sum - 1)).toBeLessThan(0.05)
  })

  it('is lifted and set again while bytes move', async () => {
    const client = bench.open({ bytesPerSecondLimit: 2e6 })
    await client.download({ id: 'a', url: `${server.url}/a` })
    await until(client, 'a', ({ receivedBytes }) => receivedBytes > 1e6)
    const before = shown(client, 'a').receivedBytes
    const watch = startStopwatch()
    await client.configure({ bytesPerSecondLimit: null })
    // Ten seconds under the limit.
    await until(client, 'a', ({ receivedBytes }) => receivedBytes > before + 20e6)
    expect(watch.elapsedMs()).toBeLessThan(5_000)
    watch.stop()
    await client.configure({ bytesPerSecondLimit: 2e6 })
    await sleep(500)
    const [sinceMs, sinceBytes] = [performance.now(), shown(client, 'a').receivedBytes]
    await sleep(3_000)
    const most = (1.1 * 2e6 * (performance.now() - sinceMs)) / 1000
    expect(shown(client, 'a').receivedBytes - sinceBytes).toBeLessThan(most)
    expect(shown(client, 'a')).toMatchObject({ status: 'downloading', attempt: 0, restarts: 0 })
  })
})

describe('a window from 23:00 to 06:00 in Berlin, in the night in which the clocks are put on', () => {
  const schedule: Schedule = {
    timeZone: 'Europe/Berlin',
    windows: [{ days: [6], from: '23:00', to: '06:00', bytesPerSecondLimit: 4e6 }],
  }

  it('opens, closes seven hours later by the clocks and six by time, and lets the rest come in another one', async () => {
    const platform = createNodePlatform({ directory: bench.directory })
    let aheadMs = Date.parse('2026-03-28T21:59:59Z') - Date.now()
    const clock = { ...platform.clock, now: () => Date.now() + aheadMs }
    const jumpTo = (moment: string): void => {
      aheadMs = Date.parse(moment) - Date.now()
    }
    const engine = createEngine({ ...platform, clock }, { schedule })
    const client: OpenedEngine = { ...createClient(engine), engine }
    try {
      await client.download({ id: 'm', url: `${server.url}/model` })
      expect(shown(client, 'm')).toMatchObject({ reason: 'schedule', untilMs: Date.parse('2026-03-28T22:00:00Z') })
      expect(server.requests).toEqual([])
      // It does not come to its end while the window is open.
      server.setLine('/model', 10e6, 40e6)

      await until(client, 'm', ({ receivedBytes }) => receivedBytes > 4e6)
      jumpTo('2026-03-29T03:59:30Z')
      const { receivedBytes } = shown(client, 'm')
      await until(client, 'm', (download) => download.receivedBytes > receivedBytes)
      jumpTo('2026-03-29T03:59:59Z')
      const closed = await until(client, 'm', ({ reason }) => reason === 'schedule')
      expect(closed.untilMs).toBe(Date.parse('2026-04-04T21:00:00Z'))
      await sleep(300)
      const parked = shown(client, 'm').receivedBytes
      await sleep(500)
      expect(shown(client, 'm').receivedBytes).toBe(parked)

      await client.configure({ schedule: { ...schedule, windows: [{ ...schedule.windows[0], days: [7] } as never] } })
      expect(shown(client, 'm').reason).toBe('schedule')
      server.setLine('/model', null)
      await client.resume('m', { startNow: true })
      const { files } = await client.whenCompleted('m')
      expect(await sha256Of(files[0]?.location as string)).toBe(await server.sha256('/model'))
      expect(shown(client, 'm')).toMatchObject({ restarts: 0, startNow: false })
    } finally {
      await engine.close()
    }
  })
})

describe('a mirror that is taken away and brought back', () => {
  it('is noticed within two seconds of its being back, and the file is right', async () => {
    server.setThrottle(4e6)
    const client = bench.open({ retry: {} })
    await client.download({ id: 'm', url: `${server.url}/model` })
    await until(client, 'm', ({ receivedBytes }) => receivedBytes > 4e6)

    await server.goDown()
    await until(client, 'm', ({ status }) => status === 'waiting')
    // Long enough for the time between tries to grow beyond two seconds.
    await until(client, 'm', ({ status, attempt, untilMs }) => {
      return status === 'waiting' && attempt >= 3 && (untilMs ?? 0) - Date.now() > 4_000
    })
    const { receivedBytes } = shown(client, 'm')
    await server.comeUp()
    const sinceBack = startStopwatch()
    await until(client, 'm', (download) => download.receivedBytes > receivedBytes)
    expect(sinceBack.elapsedMs()).toBeLessThan(2_000)
    sinceBack.stop()

    server.setThrottle(null)
    const { files } = await client.whenCompleted('m')
    expect(await sha256Of(files[0]?.location as string)).toBe(await server.sha256('/model'))
    const asked = server.requests.filter(({ method }) => method === 'HEAD')
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.every(({ bytesSent, path }) => bytesSent === 0 && path === '/model')).toBe(true)
  }, 90_000)
})

describe('an app that is busy now and then', () => {
  it('has the line for itself meanwhile, and the download goes on from its open connection', async () => {
    server.setThrottle(8e6)
    const client = bench.open({ connections: 1 })
    await client.download({ id: 'm', url: `${server.url}/model` })
    await until(client, 'm', ({ receivedBytes }) => receivedBytes > 2e6)
    const before = server.requests.length
    let longStops = 0
    for (let burst = 0; burst < 3; burst += 1) {
      const sinceMs = performance.now()
      const release = await client.yield('inference')
      await sleep(300)
      const { receivedBytes } = shown(client, 'm')
      await sleep(500)
      expect(shown(client, 'm').receivedBytes).toBe(receivedBytes)
      await release()
      // On a machine that stood still meanwhile its connection may be gone.
      if (performance.now() - sinceMs > 4_000) longStops += 1
      await until(client, 'm', (download) => download.receivedBytes > receivedBytes)
    }
    expect(server.requests.length - before).toBeLessThanOrEqual(1 + longStops)
    server.setThrottle(null)
    const { files } = await client.whenCompleted('m')
    expect(await sha256Of(files[0]?.location as string)).toBe(await server.sha256('/model'))
  })
})
