import { describe, expect, it } from 'vitest'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type HttpFault,
  type ServeOptions,
} from '../../../../src/engine/testing/index.js'

const SIZE = 60e6
const urls = ['https://origin.example/m.bin', 'https://mirror.example/m.bin'] as const

/** Downloads from the origin until it breaks off half-way and is gone; the mirror has the rest, or something else. */
async function breakOff(origin: ServeOptions, mirror: ServeOptions, sha256?: string) {
  const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
  const originals = [origin, mirror].map((file, at) => machine.http.serve(urls[at] as string, { size: SIZE, ...file }))
  const engine = createSimulatedEngine({ machine, connections: 4, retry: { maxMs: 500 } })
  await engine.dispatch({ type: 'download', model: { id: 'm', urls: [...urls], sha256 } as never })
  await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE / 2)
  machine.http.fail(urls[0], { type: 'status', status: 500 }, Number.POSITIVE_INFINITY)
  machine.http.link.cut()
  await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))
  const { status, restarts } = engine.getSnapshot().downloads.m ?? {}
  const kept = machine.files.contentAt('/models/m/m.bin')?.extents
  return { status, restarts, kept, originals: originals.map(({ content }) => content.extents) }
}

describe('a mirror without a digest to hold the parts together', () => {
  it.each<[string, ServeOptions, ServeOptions]>([
    ['another ETag', { seed: 1 }, { seed: 2 }],
    ['no ETag', { seed: 1 }, { seed: 2, etag: null }],
    [
      'a date in place of the ETag',
      { seed: 1 },
      { seed: 2, etag: null, lastModified: 'Mon, 05 Jan 2026 12:00:00 GMT' },
    ],
    ['nothing, as the origin', { seed: 1, etag: null }, { seed: 2, etag: null }],
  ])('starts over where it has %s, announced, and mixes nothing', async (_, origin, mirror) => {
    const { status, restarts, kept, originals } = await breakOff(origin, mirror)

    expect(status).toBe('completed')
    expect(kept).toEqual(originals[1])
    expect(restarts).toBe(1)
  })

  it('goes on where it has the same strong ETag', async () => {
    const { status, restarts, kept, originals } = await breakOff({ seed: 1, etag: '"v1"' }, { seed: 1, etag: '"v1"' })

    expect(status).toBe('completed')
    expect(kept).toEqual(originals[0])
    expect(restarts).toBe(0)
  })
})

it('goes on from a mirror under any ETag where a digest will tell', async () => {
  const { sha256 } = createSimulatedMachine().serve(urls[0], { size: SIZE, seed: 1 })
  const { status, restarts, kept, originals } = await breakOff({ seed: 1 }, { seed: 1, etag: null }, sha256)

  expect(status).toBe('completed')
  expect(kept).toEqual(originals[0])
  expect(restarts).toBe(0)
})

it('asks another mirror, and the same one once more, before it believes a wrong size', async () => {
  for (const urls of [['https://one.example/m.bin'], ['https://one.example/m.bin', 'https://two.example/m.bin']]) {
    const machine = createSimulatedMachine()
    const files = urls.map((url) => machine.serve(url, { size: SIZE, seed: 3 }))
    const busy = { type: 'status', status: 200, headers: { 'content-type': 'text/plain' }, body: 'Busy.' } as const
    machine.http.fail(urls[0] as string, busy)
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', urls, size: SIZE, sha256: files[0]?.sha256 ?? '' } })
    await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))

    expect(engine.getSnapshot().downloads.m?.status).toBe('completed')
    expect(new Set(machine.http.log.map(({ url }) => url))).toEqual(new Set(urls))
  }
})

it('does not wait for one server what another asked for', async () => {
  const machine = createSimulatedMachine()
  for (const url of urls) machine.http.serve(url, { size: SIZE, seed: 1 })
  const asksForAnHour = { type: 'status', status: 503, headers: { 'retry-after': '3600' } } as const
  machine.http.fail(urls[0], asksForAnHour)
  machine.http.fail(urls[1], { type: 'status', status: 500 })
  const engine = createSimulatedEngine({ machine })
  await engine.dispatch({ type: 'download', model: { id: 'm', urls: [...urls] } })
  await engine.until(({ downloads }) => downloads.m?.status === 'waiting')
  const { untilMs } = engine.getSnapshot().downloads.m ?? {}

  expect((untilMs ?? Number.POSITIVE_INFINITY) - machine.clock.now()).toBeLessThanOrEqual(1_000)
  await engine.until(({ downloads }) => downloads.m?.status === 'completed', 120_000)
})

describe('what is here of an origin that no digest proves', () => {
  async function halfWay(lanes: number) {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    const [origin] = urls.map((url, at) => machine.http.serve(url, { size: SIZE, seed: at + 1 }))
    const engine = createSimulatedEngine({ machine, connections: lanes })
    await engine.dispatch({ type: 'download', model: { id: 'm', urls: [...urls] } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE / 2)
    return { machine, engine, origin }
  }

  it.each<[string, number, HttpFault, number]>([
    ['one lane is refused once', 4, { type: 'status', status: 500 }, 1],
    ['all lanes are refused at once', 4, { type: 'status', status: 503 }, 4],
    ['the line breaks', 1, { type: 'network' }, 2],
    ['the whole file comes once', 2, { type: 'ignore-range' }, 1],
  ])('is not thrown away for a mirror of another version where %s', async (_, lanes, fault, times) => {
    const { machine, engine, origin } = await halfWay(lanes)
    machine.http.fail(urls[0], fault, times)
    if (fault.type === 'network') machine.http.link.cut()
    await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))

    expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', restarts: 0 })
    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(origin?.content.extents)
  })
})

it('leaves a server alone for as long as it asked, also in later runs', async () => {
  const machine = createSimulatedMachine()
  for (const url of urls) machine.http.serve(url, { size: SIZE, seed: 1 })
  machine.http.fail(urls[0], { type: 'status', status: 429, headers: { 'retry-after': '600' } })
  machine.http.fail(urls[1], { type: 'status', status: 500 }, 3)
  const engine = createSimulatedEngine({ machine })
  await engine.dispatch({ type: 'download', model: { id: 'm', urls: [...urls] } })
  await engine.until(({ downloads }) => downloads.m?.status === 'completed')

  expect(machine.http.log.filter(({ url }) => url === urls[0])).toHaveLength(1)
})

it('goes on at the mirror whose bytes are here after a restart, also when the origin is there again', async () => {
  const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
  const [, mirror] = urls.map((url, at) => machine.http.serve(url, { size: SIZE, seed: at + 1 }))
  machine.http.fail(urls[0], { type: 'status', status: 500 }, Number.POSITIVE_INFINITY)
  const model = { id: 'm', urls: [...urls] }
  const engine = createSimulatedEngine({ machine })
  await engine.dispatch({ type: 'download', model })
  await engine.until(({ downloads }) => (downloads.m?.committedBytes ?? 0) > SIZE / 2)
  machine.http.heal()
  const again = engine.restart()
  await again.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))

  expect(again.getSnapshot().downloads.m).toMatchObject({ status: 'completed', restarts: 0 })
  expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(mirror?.content.extents)
})
