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

  it('is taken from its start where no range is answered any more', async () => {
    const { machine, engine } = await downloading({})
    machine.http.fail(url, { type: 'ignore-range' }, Number.POSITIVE_INFINITY)

    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 1 })
    expect(machine.http.log.length).toBeLessThan(60)
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
