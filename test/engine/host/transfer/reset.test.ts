import { describe, expect, it } from 'vitest'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../../src/engine/testing/index.js'
import { SparseBytes } from '../../../../src/engine/testing/sparse-bytes.js'
import { type Change, tappedMachine } from '../tap.js'

const SIZE = 60e6
const url = 'https://models.example/m.bin'

/** A machine on which each change of a kind takes time. */
function slowAt(machine: SimulatedMachine, kinds: readonly Change[], delayMs: number): SimulatedMachine {
  const pause = (): Promise<void> => new Promise((resolve) => void machine.clock.setTimer(delayMs, resolve))
  return tappedMachine(machine, () => (change) => (kinds.includes(change) ? pause() : undefined))
}

async function ended(engine: SimulatedEngine): Promise<void> {
  await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))
  expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', error: null })
}

/** The final file is the one served now, in one stretch: put together of nothing else. */
function expectServed({ files, http }: SimulatedMachine, seed: number): void {
  const { content } = http.serve(url, { size: SIZE, seed })
  expect(files.contentAt('/models/m/m.bin')?.size).toBe(SIZE)
  expect(files.contentAt('/models/m/m.bin')?.extents).toEqual(content.extents)
}

describe('bytes that are thrown away', () => {
  // With latency and a slow journal, answers to requests made before come while the old bytes are still being thrown away.
  it.each([1, 5, 20, 40, 70, 110, 160, 230])(
    'never mix with the new ones where the source changes under many lanes (latency %i ms)',
    async (latencyMs) => {
      for (const atMs of [300, 350, 410, 480, 560]) {
        const machine = createSimulatedMachine({ bytesPerSecond: 60e6, latencyMs, journalDelayMs: 60 })
        machine.serve(url, { size: SIZE, seed: 1 })
        const engine = createSimulatedEngine({ machine: slowAt(machine, ['truncate'], 30), connections: 8 })
        await engine.dispatch({ type: 'download', model: { id: 'm', url } })
        await engine.advance(atMs)
        machine.serve(url, { size: SIZE, seed: 2 })
        machine.http.link.cut()
        await ended(engine)
        expectServed(machine, 2)
        await engine.close()
      }
    },
  )

  it('are thrown away at most once where every lane is told to start over', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 60e6, latencyMs: 50, journalDelayMs: 5 })
    machine.serve(url, { size: SIZE, seed: 1, etag: '"v1"' })
    const engine = createSimulatedEngine({ machine, connections: 8 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.advance(500)
    machine.serve(url, { size: SIZE, seed: 1, etag: '"v2"', ranges: false })
    machine.http.link.cut()
    await ended(engine)

    expectServed(machine, 1)
    expect(engine.getSnapshot().downloads.m?.restarts).toBe(1)
  })

  it('never come twice side by side where several lanes are sent the whole file before anything was written', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 60e6, latencyMs: 20 })
    machine.files.setWriteSpeed(100e6)
    machine.serve(url, { size: SIZE, seed: 1 })
    machine.http.fail(url, { type: 'stall', at: 0 })
    const engine = createSimulatedEngine({ machine, connections: 8 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.advance(22)
    machine.serve(url, { size: SIZE, seed: 1, ranges: false })
    await ended(engine)

    expectServed(machine, 1)
    expect(machine.http.link.deliveredBytes()).toBeLessThan(SIZE * 1.2)
  })

  it('are those of a partial that the journal does not know, and nothing that came meanwhile', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 60e6, latencyMs: 1 })
    machine.serve(url, { size: SIZE, seed: 1 })
    machine.files.put({ folder: 'm', path: 'm.bin' }, 'part', SparseBytes.ofNoise(99, SIZE))
    const engine = createSimulatedEngine({ machine: slowAt(machine, ['truncate'], 700), connections: 8 })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await ended(engine)

    expectServed(machine, 1)
  })
})
