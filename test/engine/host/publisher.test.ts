import { describe, expect, it } from 'vitest'
import type { EngineState } from '../../../src/engine/core/state.js'
import { initialState } from '../../../src/engine/core/state.js'
import { createPublisher } from '../../../src/engine/host/publisher.js'
import { createSimulatedEngine, createVirtualClock } from '../../../src/engine/testing/index.js'

function given(intervalMs?: number) {
  const clock = createVirtualClock()
  let state: EngineState = initialState()
  const publisher = createPublisher(clock, () => state, intervalMs)
  const times: number[] = []
  publisher.subscribe(() => times.push(clock.now()))
  const change = (online: boolean | null = null): void => {
    state = { ...state, network: { online, metered: null } }
    publisher.changed()
  }
  return { clock, publisher, times, change }
}

describe('publisher', () => {
  it('publishes the first change at once', () => {
    const { change, times, publisher } = given()

    change(true)

    expect(times).toHaveLength(1)
    expect(publisher.getSnapshot().network.online).toBe(true)
  })

  it('publishes at most ten times a second, however much changes, and the last change is shown', async () => {
    const { clock, change, times, publisher } = given()
    for (let at = 0; at < 2_000; at++) {
      change(at % 2 === 0)
      await clock.advance(1)
    }
    change(null)
    await clock.advance(100)

    expect(times.length).toBeGreaterThan(15)
    expect(times.length).toBeLessThanOrEqual(22)
    for (const [at, time] of times.entries())
      if (at > 0) expect(time - (times[at - 1] as number)).toBeGreaterThanOrEqual(100)
    expect(publisher.getSnapshot().network.online).toBeNull()
  })

  it('keeps its pace when somebody puts the clock back by an hour', async () => {
    const { clock, change, times } = given()
    change(true)
    clock.jump(-3_600_000)
    change(false)
    await clock.advance(100)

    expect(times).toHaveLength(2)
  })

  it('publishes at the pace that it was given', async () => {
    const { clock, change, times } = given(500)
    for (let at = 0; at < 2_000; at += 10) {
      change(at % 20 === 0)
      await clock.advance(10)
    }

    expect(times.map((time) => time - (times[0] as number))).toEqual([0, 500, 1_000, 1_500, 2_000])
  })

  it('shows at once what somebody was promised, and calls nobody where nothing changed', async () => {
    const { clock, change, times, publisher } = given()
    change(true)
    change(false)
    expect(publisher.getSnapshot().network.online).toBe(true)

    publisher.flush()
    expect(publisher.getSnapshot().network.online).toBe(false)
    publisher.flush()
    await clock.advance(1_000)

    expect(times).toHaveLength(2)
  })

  it('gives the same snapshot while nothing that it shows has changed', async () => {
    const { clock, publisher, change, times } = given()
    change(true)
    const before = publisher.getSnapshot()
    publisher.changed()
    await clock.advance(1_000)

    expect(publisher.getSnapshot()).toBe(before)
    expect(times).toHaveLength(1)
  })

  it('leaves no timer behind when it is stopped', async () => {
    const { clock, change, publisher, times } = given()
    change(true)
    change(false)
    publisher.stop()
    await clock.advance(1_000)

    expect(clock.pendingTimers()).toBe(0)
    expect(times).toHaveLength(1)
  })
})

describe('a receipt', () => {
  it('comes when the snapshot shows what was done', async () => {
    const engine = createSimulatedEngine()
    const { url } = engine.machine.serve('https://models.example/m.bin', { size: 50e6 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    expect(engine.getSnapshot().downloads.m).toBeDefined()

    await engine.dispatch({ type: 'pause', id: 'm' })

    expect(engine.getSnapshot().downloads.m?.status).toBe('paused')
  })
})

describe('the end of the last download', () => {
  it('is told at once, whatever the pace', async () => {
    const engine = createSimulatedEngine({ publishIntervalMs: 60_000, bytesPerSecond: 50e6 })
    const { url } = engine.machine.serve('https://models.example/m.bin', { size: 50e6 })
    const sinceMs = engine.machine.clock.now()
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })

    await engine.until(({ downloads }) => downloads.m?.status === 'completed')

    expect(engine.machine.clock.now() - sinceMs).toBeLessThan(10_000)
  })
})
