import { describe, expect, it } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import { createSimulatedEngine, type SimulatedEngine } from '../../../src/engine/testing/simulated-engine.js'
import { createSimulatedMachine } from '../../../src/engine/testing/simulated-machine.js'

const URL = 'https://models.example/a.bin'
/** From 22:00 to 22:10; simulated time begins at noon. */
const NIGHT = {
  timeZone: null,
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '22:10', bytesPerSecondLimit: null }],
}
const HOUR_MS = 3_600_000

async function nightEngine(size = 20e6): Promise<SimulatedEngine> {
  const engine = createSimulatedEngine({ schedule: NIGHT })
  await createClient(engine).download({ id: 'a', ...engine.machine.serve(URL, { size }) })
  return engine
}

const shown = (engine: SimulatedEngine): string | undefined => {
  const { status, reason } = engine.getSnapshot().downloads.a ?? {}
  return reason ?? status
}

describe('an engine with a schedule', () => {
  it('sends nothing outside the window, and downloads as soon as it opens', async () => {
    const engine = await nightEngine()
    await engine.advance(9.9 * HOUR_MS)
    expect(shown(engine)).toBe('schedule')
    expect(engine.machine.http.log).toEqual([])
    await engine.advance(0.1 * HOUR_MS + 10_000)
    expect(shown(engine)).toBe('completed')
  })

  it('parks what is on its way when the window closes, and goes on from there in the next one', async () => {
    const engine = await nightEngine(10e9)
    await engine.advance(10 * HOUR_MS + 60_000)
    expect(shown(engine)).toBe('downloading')
    await engine.advance(HOUR_MS)
    expect(engine.getSnapshot().downloads.a).toMatchObject({ reason: 'schedule', untilMs: Date.UTC(2026, 0, 6, 22) })
    const received = engine.getSnapshot().downloads.a?.receivedBytes ?? 0
    expect(received).toBeGreaterThan(0)
    await engine.advance(23 * HOUR_MS)
    expect(engine.getSnapshot().downloads.a).toMatchObject({ status: 'downloading', restarts: 0 })
    expect(engine.getSnapshot().downloads.a?.receivedBytes).toBeGreaterThan(received)
  })

  it('notices within a minute that the machine slept into the window', async () => {
    const engine = await nightEngine(10e9)
    engine.machine.clock.jump(10 * HOUR_MS)
    await engine.advance(61_000)
    expect(shown(engine)).toBe('downloading')
  })

  it('notices within a minute that the machine has travelled into it', async () => {
    const engine = await nightEngine(10e9)
    engine.machine.clock.setTimeZone('Asia/Vladivostok')
    await engine.advance(61_000)
    expect(shown(engine)).toBe('downloading')
  })

  it.each(['as an option', 'later'])(
    'goes by the hours of the place where the machine stands: set %s',
    async (when) => {
      const machine = createSimulatedMachine({ seed: 1 })
      machine.clock.setTimeZone('Asia/Vladivostok')
      const engine = createSimulatedEngine({ machine, ...(when === 'later' ? {} : { schedule: NIGHT }) })
      const client = createClient(engine)
      if (when === 'later') await client.configure({ schedule: NIGHT })
      await client.download({ id: 'a', ...machine.serve(URL, { size: 20e6 }) })
      await engine.advance(10_000)
      expect(shown(engine)).toBe('completed')
    },
  )

  it('refuses an option that is no schedule', () => {
    expect(() => createSimulatedEngine({ schedule: { timeZone: 'Nowhere', windows: [] } })).toThrow('IANA')
  })
})
