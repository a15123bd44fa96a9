import { describe, expect, it } from 'vitest'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../../src/engine/testing/index.js'

const SIZE = 60e6

function given(options: { capacityBytes?: number; concurrency?: number } = {}) {
  const machine = createSimulatedMachine({ capacityBytes: options.capacityBytes })
  const weights = machine.serve('https://models.example/weights.bin', { size: SIZE, seed: 1 })
  const engine = createSimulatedEngine({ machine, concurrency: options.concurrency ?? 2 })
  return { machine, weights, engine }
}

const requestsFor = (machine: SimulatedMachine, url: string): number =>
  machine.http.log.filter((request) => request.url === url).length

async function ask(engine: SimulatedEngine, id: string, file: object): Promise<void> {
  await engine.dispatch({ type: 'download', model: { id, path: `${id}.bin`, ...file } as never })
}

async function untilAll(engine: SimulatedEngine, status: string): Promise<void> {
  await engine.until(({ downloads }) => Object.values(downloads).every((download) => download.status === status))
}

describe('a file that another model has', () => {
  it('is linked and not fetched, takes no room, and stays when the other model is removed', async () => {
    const { machine, weights, engine } = given({ capacityBytes: SIZE + 10e6 })
    await ask(engine, 'a', weights)
    await untilAll(engine, 'completed')
    const before = machine.http.log.length
    await ask(engine, 'b', { ...weights, url: 'https://elsewhere.example/same.bin' })
    await untilAll(engine, 'completed')

    expect(machine.http.log.length).toBe(before)
    expect(machine.files.usedBytes()).toBe(SIZE)
    expect(engine.getSnapshot().downloads.b).toMatchObject({ receivedBytes: SIZE, unverified: false, restarts: 0 })

    await engine.dispatch({ type: 'remove', id: 'a' })
    expect(machine.files.list()).toEqual(['/models/b/b.bin'])
    const again = engine.restart({ powerLoss: true })
    await again.until(({ link }) => link === 'open')
    expect(again.getSnapshot().downloads.b?.status).toBe('completed')
  })

  it('is copied and proved where the medium knows no links', async () => {
    const { machine, weights, engine } = given()
    machine.files.setLinks(false)
    await ask(engine, 'a', weights)
    await untilAll(engine, 'completed')
    const before = machine.http.log.length
    await ask(engine, 'b', weights)
    await untilAll(engine, 'completed')

    expect(machine.http.log.length).toBe(before)
    expect(machine.files.usedBytes()).toBe(2 * SIZE)
  })

  it('is fetched after all where it is not what it was', async () => {
    const { machine, weights, engine } = given()
    await ask(engine, 'a', weights)
    await untilAll(engine, 'completed')
    await engine.advance(1_000)
    machine.files.overwrite(
      '/models/a/a.bin',
      machine.http.serve('https://models.example/other', { size: SIZE, seed: 9 }).content,
    )
    const before = requestsFor(machine, weights.url)
    await ask(engine, 'b', weights)
    await untilAll(engine, 'completed')

    expect(requestsFor(machine, weights.url)).toBeGreaterThan(before)
    expect(machine.files.contentAt('/models/b/b.bin')?.extents).not.toEqual(
      machine.files.contentAt('/models/a/a.bin')?.extents,
    )
    expect(machine.files.list().filter((name) => name.endsWith('.incoming'))).toEqual([])
  })

  it('is not looked for by a digest that nobody proved', async () => {
    const { machine, weights, engine } = given()
    await engine.dispatch({ type: 'download', model: { id: 'a', path: 'a.bin', url: weights.url } })
    await untilAll(engine, 'completed')
    const before = requestsFor(machine, weights.url)
    await ask(engine, 'b', weights)
    await untilAll(engine, 'completed')

    expect(requestsFor(machine, weights.url)).toBeGreaterThan(before)
  })

  it('has two places in one model and is fetched once', async () => {
    const { machine, weights, engine } = given({ capacityBytes: SIZE + 10e6 })
    const files = ['one.bin', 'two/two.bin'].map((path) => ({ path, ...weights }))
    await engine.dispatch({ type: 'download', model: { id: 'a', files } })
    await untilAll(engine, 'completed')

    expect(machine.files.usedBytes()).toBe(SIZE)
    expect(machine.files.list()).toEqual(['/models/a/one.bin', '/models/a/two/two.bin'])
  })
})

describe('a file that another download is fetching', () => {
  it('is waited for and taken over, while the other files come', async () => {
    const { machine, weights, engine } = given({ capacityBytes: SIZE + 20e6 })
    const config = machine.serve('https://models.example/config.json', { size: 1e6 })
    await ask(engine, 'a', weights)
    await engine.advance(500)
    const files = [
      { path: 'w.bin', ...weights, url: 'https://elsewhere.example/w.bin' },
      { path: 'config.json', ...config },
    ]
    await engine.dispatch({ type: 'download', model: { id: 'b', files } })
    await engine.until(({ downloads }) => downloads.b?.files[1]?.receivedBytes === 1e6)
    expect(engine.getSnapshot().downloads.a?.status).toBe('downloading')
    await untilAll(engine, 'completed')

    expect(requestsFor(machine, 'https://elsewhere.example/w.bin')).toBe(0)
    expect(machine.files.usedBytes()).toBe(SIZE + 1e6)
  })

  it('is not fetched as well while a copy of it is made and proved', async () => {
    const machine = createSimulatedMachine({ hashBytesPerSecond: 40e6 })
    machine.files.setLinks(false)
    const weights = machine.serve('https://models.example/weights.bin', { size: SIZE, seed: 1 })
    const engine = createSimulatedEngine({ machine })
    await ask(engine, 'a', weights)
    await engine.advance(500)
    await ask(engine, 'b', { ...weights, url: 'https://elsewhere.example/w.bin' })
    await untilAll(engine, 'completed')

    expect(requestsFor(machine, 'https://elsewhere.example/w.bin')).toBe(0)
    expect(machine.files.list()).toEqual(['/models/a/a.bin', '/models/b/b.bin'])
  })

  it.each(['pause', 'cancel', 'remove'] as const)(
    'is fetched by itself when the other one is told to %s',
    async (type) => {
      const { engine, weights, machine } = given()
      await ask(engine, 'a', weights)
      await engine.advance(500)
      await ask(engine, 'b', weights)
      await engine.advance(1_000)
      expect(machine.files.list()).toEqual(['/models/a/a.bin.part'])
      await engine.dispatch({ type, id: 'a' })
      await engine.until(({ downloads }) => downloads.b?.status === 'completed')

      expect(machine.files.contentAt('/models/b/b.bin')?.size).toBe(SIZE)
    },
  )

  it('is no reason not to stop: who waits can be paused, and go on', async () => {
    const { engine, weights } = given()
    await ask(engine, 'a', weights)
    await engine.advance(500)
    await ask(engine, 'b', weights)
    await engine.advance(500)
    await engine.dispatch({ type: 'pause', id: 'b' })
    await engine.advance(10)
    await engine.dispatch({ type: 'resume', id: 'b' })
    await untilAll(engine, 'completed')
  })

  it('never makes two wait for each other, whatever the order of their files', async () => {
    const machine = createSimulatedMachine()
    const served = [1, 2, 3].map((seed) => machine.serve(`https://models.example/${seed}.bin`, { size: 10e6, seed }))
    const engine = createSimulatedEngine({ machine, concurrency: 3 })
    for (const [id, order] of Object.entries({ a: [0, 1, 2], b: [2, 1, 0], c: [1, 2, 0] })) {
      const files = order.map((at) => ({ path: `${at}.bin`, ...served[at] }))
      await engine.dispatch({ type: 'download', model: { id, files } as never })
    }
    await engine.advance(300)
    await engine.dispatch({ type: 'pause', id: 'a' })
    await engine.advance(300)
    await engine.dispatch({ type: 'resume', id: 'a' })
    await untilAll(engine, 'completed')
    for (const { url } of served) expect(requestsFor(machine, url)).toBeGreaterThan(0)
    expect(machine.files.usedBytes()).toBe(30e6)
  })
})
