import { describe, expect, it } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import { createSimulatedEngine, type SimulatedEngine } from '../../../src/engine/testing/simulated-engine.js'

const URL = 'https://models.example/a.bin'

/** An engine in the middle of a download, on a system that cannot tell whether it is online. */
async function given(): Promise<SimulatedEngine> {
  const engine = createSimulatedEngine()
  engine.machine.connectivity.set({ online: null, metered: null })
  await createClient(engine).download({ id: 'a', ...engine.machine.serve(URL, { size: 500e6 }) })
  await engine.advance(3_000)
  return engine
}

const shown = ({ machine, ...engine }: SimulatedEngine) => engine.getSnapshot().downloads.a

describe('an engine whose line is down', () => {
  it('goes on within two seconds of its being back, however long that took', async () => {
    const engine = await given()
    engine.machine.http.fail(URL, { type: 'network' }, Number.POSITIVE_INFINITY)
    engine.machine.http.link.cut()
    await engine.advance(20 * 60_000)
    const before = shown(engine)
    expect(before).toMatchObject({ status: 'waiting', reason: 'retry', error: { code: 'network' } })
    engine.machine.http.heal()
    await engine.advance(2_000)
    expect(shown(engine)?.status).toBe('downloading')
    expect(shown(engine)?.receivedBytes ?? 0).toBeGreaterThanOrEqual(before?.receivedBytes ?? 0)
  })

  it('asks nobody but the origin of the model, for no bytes', async () => {
    const engine = await given()
    engine.machine.http.fail(URL, { type: 'network' }, Number.POSITIVE_INFINITY)
    engine.machine.http.link.cut()
    await engine.advance(60_000)
    expect(engine.machine.http.heads.length).toBeGreaterThan(20)
    expect(new Set(engine.machine.http.heads.map(({ url }) => url))).toEqual(new Set([URL]))
  })

  it('goes on as soon as the person has signed in where a sign-in page stood in between', async () => {
    const engine = await given()
    const page = { 'content-type': 'text/html' }
    engine.machine.http.fail(
      URL,
      { type: 'status', status: 200, headers: page, body: '<html>Sign in</html>' },
      Number.POSITIVE_INFINITY,
    )
    engine.machine.http.link.cut()
    await engine.advance(10 * 60_000)
    expect(shown(engine)).toMatchObject({ status: 'waiting', error: { code: 'captive-portal' } })
    engine.machine.http.heal()
    await engine.advance(2_000)
    expect(shown(engine)).toMatchObject({ status: 'downloading', restarts: 0 })
  })

  it('leaves nothing behind when it is closed while it asks', async () => {
    const engine = await given()
    engine.machine.http.setLatency(5_000)
    engine.machine.http.fail(URL, { type: 'network' }, Number.POSITIVE_INFINITY)
    engine.machine.http.link.cut()
    await engine.advance(15_000)
    await engine.close()
    expect(engine.machine.clock.pendingTimers()).toBe(0)
  })
})
