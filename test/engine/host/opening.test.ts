import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../src/engine/core/errors.js'
import { createEngine } from '../../../src/engine/host/create-engine.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../src/engine/testing/index.js'

const SIZE = 60e6

function given(): { machine: SimulatedMachine; model: { id: string; url: string; sha256: string } } {
  const machine = createSimulatedMachine({ bytesPerSecond: 10e6 })
  const { url, sha256 } = machine.serve('https://models.example/m.bin', { size: SIZE })
  return { machine, model: { id: 'm', url, sha256 } }
}

const statusOf = (engine: SimulatedEngine): unknown => engine.getSnapshot().downloads.m?.status

describe('a directory that another engine owns', () => {
  it('is followed: what the owner does is shown, what is asked for waits', async () => {
    const { machine, model } = given()
    const owner = createSimulatedEngine({ machine })
    await owner.dispatch({ type: 'download', model })
    const other = createSimulatedEngine({ machine })
    await other.advance(1_500)

    expect(other.getSnapshot().downloads.m).toMatchObject({ status: 'waiting', reason: 'lock' })
  })

  it('shows what the owner has committed since, read again each second', async () => {
    const { machine, model } = given()
    const owner = createSimulatedEngine({ machine })
    const other = createSimulatedEngine({ machine })
    await other.until(({ link }) => link === 'open')
    expect(statusOf(other)).toBeUndefined()
    await owner.dispatch({ type: 'download', model })
    await owner.until(({ downloads }) => (downloads.m?.committedBytes ?? 0) > 0)
    await other.advance(1_100)

    expect(other.getSnapshot().downloads.m?.receivedBytes).toBeGreaterThan(0)
  })

  it('is taken over when the owner dies, and the journal read again', async () => {
    const { machine, model } = given()
    const process = machine.boot()
    const owner = createEngine(process.platform)
    const other = createSimulatedEngine({ machine })
    void owner.dispatch({ type: 'download', model })
    await machine.clock.advance(4_000)
    process.kill({ powerLoss: true })
    await other.advance(1_100)

    expect(machine.lock.isHeld()).toBe(true)
    expect(['preparing', 'downloading']).toContain(statusOf(other))
    await other.until(({ downloads }) => downloads.m?.status === 'completed')
    expect(machine.http.link.deliveredBytes()).toBeLessThan(SIZE + 64 * 2 ** 20)
  })

  it('is taken over when the owner closes', async () => {
    const { machine, model } = given()
    const owner = createSimulatedEngine({ machine })
    const other = createSimulatedEngine({ machine })
    await owner.dispatch({ type: 'download', model })
    await owner.close()
    await other.until(({ downloads }) => downloads.m?.status === 'completed')

    expect(machine.files.list()).toEqual(['/models/m/m.bin'])
  })
})

describe('a lock that is taken away', () => {
  it('stops what runs, writes nothing any more, and is asked for again', async () => {
    const { machine, model } = given()
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model })
    await engine.advance(2_000)
    machine.lock.steal()
    await engine.advance(500)

    expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'waiting', reason: 'lock' })
    const [delivered, journal] = [machine.http.link.deliveredBytes(), JSON.stringify(machine.journal.peek('model.m'))]
    await engine.advance(5_000)
    expect(machine.http.link.deliveredBytes()).toBe(delivered)
    expect(JSON.stringify(machine.journal.peek('model.m'))).toBe(journal)
  })
})

describe('a directory that cannot be used', () => {
  it('refuses a download with its error, and is asked again at the next', async () => {
    const { machine, model } = given()
    let isBroken = true
    const { platform } = machine.boot()
    const engine = createEngine({
      ...platform,
      clock: platform.clock,
      lock: {
        async acquire() {
          if (isBroken) throw new EngineError('storage-denied', 'Nobody may write there.')
          return platform.lock.acquire()
        },
      },
    })
    const first = await engine.dispatch({ type: 'download', model })
    expect(first).toMatchObject({ ok: false, error: { code: 'storage-denied' } })
    expect(await engine.query({ type: 'storage' })).toMatchObject({ ok: false, error: { code: 'storage-denied' } })
    await machine.clock.advance(100)
    expect(engine.getSnapshot().link).toBe('open')

    isBroken = false
    expect(await engine.dispatch({ type: 'download', model })).toEqual({ ok: true })
  })

  it('does not keep the lock that an engine got after it was closed', async () => {
    const { machine } = given()
    const { platform } = machine.boot()
    const engine = createEngine({
      ...platform,
      clock: platform.clock,
      lock: {
        acquire: () =>
          new Promise((resolve) => void machine.clock.setTimer(1_000, () => resolve(platform.lock.acquire()))),
      },
    })
    const closed = engine.close()
    await machine.clock.advance(5_000)
    await closed

    expect(machine.lock.isHeld()).toBe(false)
    expect(machine.clock.pendingTimers()).toBe(0)
  })
})
