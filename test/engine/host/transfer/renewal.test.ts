import { describe, expect, it } from 'vitest'
import { createSimulatedEngine, createSimulatedMachine } from '../../../../src/engine/testing/index.js'

const SIZE = 200e6
const url = 'https://hub.example/m.bin'
const links = ['https://cdn.example/m.bin?sig=1', 'https://cdn.example/m.bin?sig=2'] as const

it.each([400, 401, 403, 404, 410])(
  'a link that has expired, and says so by %i, is asked for once more, by one lane for all',
  async (status) => {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    for (const link of links) machine.http.serve(link, { size: SIZE, seed: 1, etag: '"v1"' })
    machine.http.fail(url, { type: 'redirect', to: links[0] }, Number.POSITIVE_INFINITY)
    const engine = createSimulatedEngine({ machine, connections: 8 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE / 3)
    const asked = (of: string): number => machine.http.log.filter((entry) => entry.url === of).length
    const before = asked(url)

    machine.http.heal()
    machine.http.fail(url, { type: 'redirect', to: links[1] }, Number.POSITIVE_INFINITY)
    machine.http.fail(links[0], { type: 'status', status }, Number.POSITIVE_INFINITY)
    machine.http.link.cut()
    await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))

    expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', restarts: 0 })
    expect(asked(links[1])).toBeGreaterThan(8)
    expect(asked(url) - before).toBeLessThanOrEqual(2)
  },
)

it('a link that leads nowhere for good is believed after it was asked for once more', async () => {
  const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
  machine.http.serve(links[0], { size: SIZE, seed: 1 })
  machine.http.fail(url, { type: 'redirect', to: links[0] }, Number.POSITIVE_INFINITY)
  const engine = createSimulatedEngine({ machine, connections: 8 })
  await engine.dispatch({ type: 'download', model: { id: 'm', url } })
  await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE / 3)
  machine.http.fail(links[0], { type: 'status', status: 404 }, Number.POSITIVE_INFINITY)
  await engine.until(({ downloads }) => downloads.m?.status === 'failed')

  expect(engine.getSnapshot().downloads.m?.error).toMatchObject({ code: 'not-found' })
})

describe('eight lanes that hear of an expired link at the same time', () => {
  async function expired() {
    const machine = createSimulatedMachine({ bytesPerSecond: 40e6 })
    for (const link of links) machine.http.serve(link, { size: SIZE, seed: 1, etag: '"v1"' })
    machine.http.fail(url, { type: 'redirect', to: links[0] })
    const engine = createSimulatedEngine({ machine, connections: 8 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE / 3)
    const before = machine.http.log.length
    const asked = (of: string): number => machine.http.log.slice(before).filter((entry) => entry.url === of).length
    machine.http.fail(links[0], { type: 'status', status: 403 }, Number.POSITIVE_INFINITY)
    machine.http.setLatency(3_000)
    return { machine, engine, asked }
  }

  it('ask for a new one once', async () => {
    const { machine, engine, asked } = await expired()
    machine.http.fail(url, { type: 'redirect', to: links[1] }, Number.POSITIVE_INFINITY)
    await engine.until(({ downloads }) => downloads.m?.status === 'completed')

    expect(asked(links[0])).toBeGreaterThan(4)
    expect(asked(url)).toBe(1)
    expect(engine.getSnapshot().downloads.m).toMatchObject({ restarts: 0, retries: 0 })
  })

  it('are refused together where there is none, and wait as they are told', async () => {
    const { machine, engine, asked } = await expired()
    const refusal = { type: 'status', status: 429, headers: { 'retry-after': '300' } } as const
    machine.http.fail(url, refusal, Number.POSITIVE_INFINITY)
    await engine.until(({ downloads }) => downloads.m?.status === 'waiting')

    expect(asked(links[0])).toBeGreaterThan(4)
    expect(asked(url)).toBe(1)
    const { reason, untilMs } = engine.getSnapshot().downloads.m ?? {}
    expect(reason).toBe('rate-limited')
    expect((untilMs ?? 0) - machine.clock.now()).toBeGreaterThan(299_000)
  })
})
