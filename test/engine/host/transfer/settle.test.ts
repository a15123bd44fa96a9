import { describe, expect, it } from 'vitest'
import type { Download } from '../../../../src/engine/core/download.js'
import { EngineError } from '../../../../src/engine/core/errors.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../../src/engine/testing/index.js'
import { SparseBytes } from '../../../../src/engine/testing/sparse-bytes.js'
import { tapped } from '../tap.js'

const SIZE = 40e6
const url = 'https://models.example/m.bin'
const mirror = 'https://mirror.example/m.bin'

/** A machine that notes changes of the disk, and holds every name that is given to what is right. */
function watched(): { machine: SimulatedMachine; changes: string[] } {
  const machine = createSimulatedMachine({ bytesPerSecond: 80e6 })
  const changes: string[] = []
  const tap = (change: string): undefined => void changes.push(change)
  return {
    changes,
    machine: {
      ...machine,
      boot() {
        const process = machine.boot()
        return { ...process, platform: tapped(process.platform, tap) }
      },
    },
  }
}

async function ended(engine: SimulatedEngine): Promise<Download> {
  await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))
  return engine.getSnapshot().downloads.m as Download
}

describe('a file whose bytes are all here', () => {
  it('is flushed before it gets its name, and only then journalled as finished', async () => {
    const { machine, changes } = watched()
    const { sha256 } = machine.serve(url, { size: SIZE })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url, sha256 } })
    await ended(engine)

    const publish = changes.indexOf('publish')
    expect(changes.lastIndexOf('write')).toBeLessThan(changes.lastIndexOf('flush'))
    expect(changes.lastIndexOf('flush')).toBeLessThan(publish)
    expect(changes.slice(publish + 1)).toContain('journal-write')
  })

  it('gets no name with a wrong digest: the bytes are fetched once more, then thrown away', async () => {
    const { machine, changes } = watched()
    machine.serve(url, { size: SIZE })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url, sha256: 'a'.repeat(64) } })

    expect(await ended(engine)).toMatchObject({ status: 'failed', error: { code: 'checksum-mismatch' } })
    expect(changes).not.toContain('publish')
    expect(machine.files.list()).toEqual([])
    expect(machine.http.link.deliveredBytes()).toBeGreaterThanOrEqual(2 * SIZE)
    // A range that changes hands wastes what was on its way.
    expect(machine.http.link.deliveredBytes()).toBeLessThan(2.1 * SIZE)
    expect(engine.getSnapshot().downloads.m?.receivedBytes).toBe(0)
  })

  it('comes from a mirror the second time', async () => {
    const { machine } = watched()
    const { sha256 } = machine.serve(mirror, { size: SIZE, seed: 2 })
    machine.serve(url, { size: SIZE, seed: 1 })
    const engine = createSimulatedEngine({ machine, connections: 1 })
    await engine.dispatch({ type: 'download', model: { id: 'm', urls: [url, mirror], sha256 } })

    expect(await ended(engine)).toMatchObject({ status: 'completed', unverified: false, restarts: 1 })
  })

  it('gets its name unverified where there is no digest, and the snapshot says so', async () => {
    const { machine } = watched()
    machine.serve(url, { size: SIZE })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })

    expect(await ended(engine)).toMatchObject({ status: 'completed', unverified: true })
  })

  it('keeps its bytes where it cannot be given its name', async () => {
    const { machine } = watched()
    const { sha256 } = machine.serve(url, { size: SIZE })
    machine.files.fail('publish', new EngineError('storage-denied', 'Nobody may write there.'))
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url, sha256 } })
    expect(await ended(engine)).toMatchObject({ status: 'failed', error: { code: 'storage-denied' } })

    await engine.dispatch({ type: 'retry', id: 'm' })
    expect(await ended(engine)).toMatchObject({ status: 'completed' })
    expect(machine.http.link.deliveredBytes()).toBe(SIZE)
  })

  it('is cut to its length where the partial is longer', async () => {
    const { machine } = watched()
    const { sha256 } = machine.serve(url, { size: SIZE })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url, sha256 } })
    await engine.until(({ downloads }) => (downloads.m?.committedBytes ?? 0) > 0)
    await engine.dispatch({ type: 'pause', id: 'm' })
    await engine.advance(100)
    const partial = machine.files.content({ folder: 'm', path: 'm.bin' }, 'part') as SparseBytes
    const longer = partial.copy()
    longer.write(SIZE + 1_000, new Uint8Array(1_000))
    machine.files.put({ folder: 'm', path: 'm.bin' }, 'part', longer)
    await engine.dispatch({ type: 'resume', id: 'm' })

    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 0 })
    expect(machine.files.contentAt('/models/m/m.bin')?.size).toBe(SIZE)
  })

  it('counts for nothing where the partial is shorter than the journal says', async () => {
    const { machine } = watched()
    machine.serve(url, { size: SIZE })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url } })
    await engine.until(({ downloads }) => (downloads.m?.committedBytes ?? 0) > 0)
    await engine.dispatch({ type: 'pause', id: 'm' })
    await engine.advance(100)
    machine.files.put({ folder: 'm', path: 'm.bin' }, 'part', SparseBytes.ofNoise(3, 1_000))
    await engine.dispatch({ type: 'resume', id: 'm' })

    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 1 })
    const { extents } = machine.http.serve(url, { size: SIZE }).content
    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(extents)
  })

  it('stays in the journal where the next run is stopped before it looked at it', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 80e6 })
    const files = [1, 2, 3].map((at) => ({
      path: `${at}.bin`,
      url: machine.serve(`https://models.example/${at}.bin`, { size: SIZE }).url,
    }))
    let engine = createSimulatedEngine({ machine, connections: 3 })
    await engine.dispatch({ type: 'download', model: { id: 'm', files } })
    await engine.until(({ downloads }) => (downloads.m?.receivedBytes ?? 0) > SIZE)
    expect(engine.getSnapshot().downloads.m?.totalBytes).toBe(3 * SIZE)
    await engine.close()
    const before = machine.journal.peek('model.m') as { worths: unknown }
    engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'pause', id: 'm' })
    await engine.advance(1_000)

    expect((machine.journal.peek('model.m') as { worths: unknown }).worths).toEqual(before.worths)
    expect(engine.getSnapshot().downloads.m?.totalBytes, 'what was known stays known').toBe(3 * SIZE)
  })

  it('is named in no run that was stopped while its digest was awaited', async () => {
    const machine = createSimulatedMachine({ bytesPerSecond: 80e6, hashBytesPerSecond: 20e6 })
    const { sha256 } = machine.serve(url, { size: SIZE })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: { id: 'm', url, sha256 } })
    await engine.until(({ downloads }) => downloads.m?.status === 'verifying')
    await engine.dispatch({ type: 'pause', id: 'm' })
    await engine.advance(10_000)

    expect(machine.files.list()).toEqual(['/models/m/m.bin.part'])
    expect(engine.getSnapshot().downloads.m).toMatchObject({ status: 'paused', committedBytes: SIZE })
  })
})
