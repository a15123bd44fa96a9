import { describe, expect, it } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import { createSimulatedEngine, type SimulatedEngineOptions } from '../../../src/engine/testing/simulated-engine.js'

const LIMIT = 1_000_000

/** An engine on a faster line, with one file of each name on its way. */
async function given(names: readonly string[], options: SimulatedEngineOptions = {}) {
  const engine = createSimulatedEngine({ bytesPerSecond: 4e6, concurrency: 4, ...options })
  const client = createClient(engine)
  for (const name of names) {
    const file = engine.machine.serve(`https://models.example/${name}`, { size: 200e6 })
    await client.download({ id: name, ...file })
  }
  const bytesOf = (name: string): number => engine.getSnapshot().downloads[name]?.receivedBytes ?? 0
  const bytes = (): number => names.reduce((sum, name) => sum + bytesOf(name), 0)
  const during = async (ms: number): Promise<number> => {
    const before = bytes()
    await engine.advance(ms)
    return bytes() - before
  }
  return { engine, client, bytesOf, during }
}

describe('an engine with a limit', () => {
  it('keeps all downloads together to it, shares it equally, and opens few connections', async () => {
    const { engine, bytesOf, during } = await given(['a', 'b', 'c'], { bytesPerSecondLimit: LIMIT })
    await engine.advance(1_000)
    const received = await during(10_000)
    expect(received / (10 * LIMIT)).toBeGreaterThan(0.95)
    expect(received / (10 * LIMIT)).toBeLessThan(1.05)
    for (const name of ['a', 'b']) expect(bytesOf(name) / bytesOf('c')).toBeCloseTo(1, 1)
    expect(engine.machine.http.link.deliveredBytes()).toBeLessThan(12 * LIMIT)
    expect(engine.getSnapshot().downloads.a).toMatchObject({ status: 'downloading', attempt: 0, restarts: 0 })
  })

  it('takes another one, and none, while downloads run', async () => {
    const { engine, client, during } = await given(['a'], { bytesPerSecondLimit: LIMIT })
    await engine.advance(2_000)
    await client.configure({ bytesPerSecondLimit: LIMIT / 4 })
    await engine.advance(1_000)
    expect(await during(10_000)).toBeLessThan(1.05 * 10 * (LIMIT / 4))
    await client.configure({ bytesPerSecondLimit: null })
    expect(await during(2_000)).toBeGreaterThan(7e6)
  })

  it.each([null, 10_000_000])(
    'that is set far below the speed of before (limit %s) never stands still',
    async (before) => {
      const { engine, client, bytesOf, during } = await given(['a'], {
        bytesPerSecond: 80e6,
        bytesPerSecondLimit: before,
      })
      await engine.advance(1_000)
      await client.configure({ bytesPerSecondLimit: 80_000 })
      await engine.advance(500)
      const seconds = []
      for (let second = 0; second < 10; second += 1) seconds.push(await during(1_000))
      expect(Math.min(...seconds)).toBeGreaterThan(50_000)
      expect(Math.max(...seconds)).toBeLessThan(110_000)
      expect(engine.getSnapshot().downloads.a?.bytesPerSecond).toBeGreaterThan(0)
      const held = bytesOf('a')
      await client.pause('a')
      await engine.advance(1_000)
      // What was read already is kept.
      expect(bytesOf('a')).toBeGreaterThanOrEqual(held)
      await client.configure({ bytesPerSecondLimit: null })
      await client.resume('a')
      await engine.until(({ downloads }) => downloads.a?.status === 'completed')
      expect(engine.getSnapshot().downloads.a).toMatchObject({ restarts: 0, receivedBytes: 200e6 })
    },
  )

  it('is never taken for a stalled connection, however low the limit', async () => {
    const { engine, bytesOf } = await given(['a'], { bytesPerSecondLimit: 500, stallTimeoutMs: 5_000 })
    await engine.advance(600_000)
    expect(engine.getSnapshot().downloads.a).toMatchObject({ status: 'downloading', error: null, attempt: 0 })
    expect(bytesOf('a')).toBeGreaterThan(200_000)
    expect(engine.machine.http.log).toHaveLength(1)
  })

  it('keeps to the limit of an open window in place of its own', async () => {
    const day = { days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '12:30', bytesPerSecondLimit: 2 * LIMIT }
    const { engine, during } = await given(['a'], {
      bytesPerSecondLimit: LIMIT,
      schedule: { timeZone: null, windows: [day] },
    })
    await engine.advance(1_000)
    expect((await during(10_000)) / (20 * LIMIT)).toBeCloseTo(1, 1)
  })

  it('gives an essential model more than others, and these never nothing', async () => {
    const { engine, client, bytesOf } = await given(['a', 'b'], { bytesPerSecondLimit: LIMIT })
    await client.prioritize('a', 'essential')
    await client.prioritize('b', 'background')
    const before = [bytesOf('a'), bytesOf('b')] as const
    await engine.advance(20_000)
    const ratio = (bytesOf('a') - before[0]) / (bytesOf('b') - before[1])
    expect(ratio).toBeGreaterThan(3)
    expect(ratio).toBeLessThan(5)
  })

  it('can be paused, cancelled and closed while it holds its downloads back', async () => {
    const { engine, client } = await given(['a', 'b', 'c'], { bytesPerSecondLimit: 1_000 })
    await engine.advance(3_000)
    await client.pause('a')
    await client.cancel('b')
    await engine.advance(100)
    expect(engine.getSnapshot().downloads).toMatchObject({ a: { status: 'paused' }, b: { status: 'cancelled' } })
    await engine.close()
    expect(engine.machine.clock.pendingTimers()).toBe(0)
  })
})
