import { describe, expect, it } from 'vitest'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type ServeOptions,
  type SimulatedEngine,
} from '../../../../src/engine/testing/index.js'

const SIZE = 200e6
const url = 'https://models.example/m.bin'

async function downloading(served: ServeOptions, isDigestKnown = false) {
  const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
  const { sha256 } = machine.serve(url, { size: SIZE, seed: 1, ...served })
  const engine = createSimulatedEngine({ machine, connections: 4 })
  await engine.dispatch({ type: 'download', model: { id: 'm', url, ...(isDigestKnown ? { sha256 } : {}) } })
  await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE / 2)
  return { machine, engine }
}

async function ended(engine: SimulatedEngine) {
  await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))
  const { status, restarts, wastedBytes } = engine.getSnapshot().downloads.m ?? {}
  return { status, restarts, wastedBytes }
}

describe('the whole file in place of a range', () => {
  it.each([
    ['one ETag', {}, false],
    ['no ETag, and a digest is known', { etag: null }, true],
  ])('costs nothing of what is here, where it comes now and then: %s', async (_, served, isDigestKnown) => {
    const { machine, engine } = await downloading(served, isDigestKnown)
    machine.http.fail(url, { type: 'ignore-range' }, 3)

    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 0 })
    expect(machine.http.link.deliveredBytes()).toBeLessThan(SIZE * 1.1)
  })

  it.each([
    ['one ETag', {}, false],
    ['no ETag, and a digest is known', { etag: null }, true],
  ])(
    'is read to its end where no range is answered any more, and what is here is skipped: %s',
    async (_, served, isDigestKnown) => {
      const { machine, engine } = await downloading(served, isDigestKnown)
      const here = engine.getSnapshot().downloads.m?.receivedBytes ?? 0
      const delivered = machine.http.link.deliveredBytes()
      const before = machine.http.log.length
      machine.http.fail(url, { type: 'ignore-range' }, Number.POSITIVE_INFINITY)
      const { content } = machine.http.serve(url, { size: SIZE, seed: 1, ...served })

      const end = await ended(engine)
      expect(end).toMatchObject({ status: 'completed', restarts: 0 })
      expect(end.wastedBytes).toBeGreaterThan(here / 2)
      expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(content.extents)
      expect(machine.http.log.slice(before).filter(({ headers }) => headers.range === undefined)).toHaveLength(1)
      expect(machine.http.log.length - before).toBeLessThan(20)
      expect(machine.http.link.deliveredBytes() - delivered).toBeLessThan(SIZE * 1.3)
    },
  )

  it('is skipped as far as it is here by a download that goes on, too, and at once where the server says that it knows no ranges', async () => {
    const { machine, engine } = await downloading({})
    const next = engine.restart()
    const { content } = machine.http.serve(url, { size: SIZE, seed: 1, ranges: false })
    await next.until(({ downloads }) => downloads.m?.status === 'completed')

    expect(next.getSnapshot().downloads.m).toMatchObject({ restarts: 0 })
    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(content.extents)
  })

  it('fills the range it begins with', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    const { content } = machine.http.serve(url, { size: SIZE, seed: 1 })
    const engine = createSimulatedEngine({ machine, connections: 4 })
    machine.http.fail(url, { type: 'stall', at: 1e6 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE / 2)
    machine.http.fail(url, { type: 'ignore-range' })

    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 0 })
    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(content.extents)
  })

  it('is taken from its start where nothing tells that it is the same version', async () => {
    const { machine, engine } = await downloading({ etag: null })
    machine.http.fail(url, { type: 'ignore-range' })

    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 1 })
  })
})

it('a part of a file whose length the server does not know leads to the whole of it', async () => {
  const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
  machine.serve(url, { size: 3e6, seed: 1, tellsSize: false })
  const engine = createSimulatedEngine({ machine, connections: 4 })
  await engine.dispatch({ type: 'download', model: { id: 'm', url } })

  expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 0 })
  expect(engine.getSnapshot().downloads.m?.totalBytes).toBe(3e6)
})

it('a part of a file whose length nobody knows, also where the whole was asked for, is an error in the end', async () => {
  const machine = createSimulatedMachine()
  const headers = { 'content-range': 'bytes 0-9/*', 'content-length': '10' }
  machine.http.fail(url, { type: 'status', status: 206, headers, body: '0123456789' }, Number.POSITIVE_INFINITY)
  const engine = createSimulatedEngine({ machine, retry: { attempts: 3 } })
  await engine.dispatch({ type: 'download', model: { id: 'm', url } })

  expect(await ended(engine)).toMatchObject({ status: 'failed' })
  expect(engine.getSnapshot().downloads.m?.error).toMatchObject({ code: 'bad-response' })
  expect(machine.http.log).toHaveLength(6)
})
