import { describe, expect, it } from 'vitest'
import type { Download } from '../../src/engine/core/download.js'
import { createSimulatedEngine, createSimulatedMachine, type SimulatedEngine } from '../../src/engine/testing/index.js'

const MIB = 1024 * 1024
const SIZE = 1024 * MIB
const LOSSES = 4

/** Pulls the plug a few times at instants that the seed decides, and lets the download end. */
async function lossesOf(seed: number, powerLoss: boolean): Promise<{ engine: SimulatedEngine; fetchedTwice: number }> {
  const machine = createSimulatedMachine({ seed, bytesPerSecond: 60e6, journalDelayMs: 30, hashBytesPerSecond: 400e6 })
  const { url, size, sha256 } = machine.serve('https://models.example/m.bin', { size: SIZE })
  machine.files.setWriteSpeed(150e6)
  let engine = createSimulatedEngine({ machine })
  await engine.dispatch({ type: 'download', model: { id: 'm', url, size, sha256 } })
  let [received, restarts]: [number, number] = [0, 0]
  const watch = (): void => {
    const download: Download | undefined = engine.getSnapshot().downloads.m
    received = Math.max(received, download?.receivedBytes ?? 0)
    restarts += download?.restarts ?? 0
  }
  for (let loss = 0; loss < LOSSES; loss++) {
    engine.subscribe(watch)
    await engine.advance(500 + machine.clock.random() * 4_000)
    engine = engine.restart({ powerLoss })
  }
  engine.subscribe(watch)
  await engine.until(({ downloads }) => downloads.m?.status === 'completed' || downloads.m?.status === 'failed')
  expect(restarts).toBe(0)
  return { engine, fetchedTwice: machine.http.link.deliveredBytes() - SIZE }
}

describe.each([
  ['a power loss', true],
  ['a kill', false],
])('%s at any instant', (_, powerLoss) => {
  it.each(Array.from({ length: 10 }, (_, at) => at + 1))(
    'ends with the right file and fetches at most 64 MiB twice (seed %i)',
    async (seed) => {
      const { engine, fetchedTwice } = await lossesOf(seed, powerLoss)
      const { files } = engine.machine
      expect(engine.getSnapshot().downloads.m).toMatchObject({
        status: 'completed',
        receivedBytes: SIZE,
        unverified: false,
      })
      expect(files.list()).toEqual(['/models/m/m.bin'])
      expect(files.contentAt('/models/m/m.bin')?.extents).toHaveLength(1)
      expect(fetchedTwice).toBeLessThanOrEqual(LOSSES * 64 * MIB)
    },
  )
})

// Whether the journal had heard of it is left to the seed.
it.each([1, 2, 3, 4])(
  'knows a file that got its name just before the power went, at this start and the next (seed %i)',
  async (seed) => {
    const machine = createSimulatedMachine({ seed, bytesPerSecond: 60e6, journalDelayMs: 50 })
    const files = [20, 30].map((size, at) => ({
      path: `${at}.bin`,
      ...machine.serve(`https://models.example/${at}.bin`, { size: size * MIB }),
    }))
    let engine = createSimulatedEngine({ machine, connections: 1 })
    await engine.dispatch({ type: 'download', model: { id: 'm', files } })
    await engine.until(() => machine.files.list().includes('/models/m/0.bin'))
    engine = engine.restart({ powerLoss: true })
    await engine.until(({ downloads }) => downloads.m?.status === 'completed')
    engine = engine.restart()
    await engine.until(({ link }) => link === 'open')
    expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'completed', receivedBytes: 50 * MIB })
  },
)
