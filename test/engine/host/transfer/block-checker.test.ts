import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Download } from '../../../../src/engine/core/download.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../../src/engine/testing/index.js'
import type { SparseBytes } from '../../../../src/engine/testing/sparse-bytes.js'
import { MIB } from '../given.js'

const BLOCK = MIB
const SIZE = 14 * MIB + 1_234
const url = 'https://models.example/m.bin'
const createSha256 = () => createHash('sha256')
const mirror = 'https://mirror.example/m.bin'

let machine: SimulatedMachine
let good: SparseBytes
let blocks: { size: number; sha256: string[] }

beforeEach(() => {
  machine = createSimulatedMachine({ bytesPerSecond: 4e6, createHash: createSha256 })
  good = machine.http.serve(url, { size: SIZE, seed: 1 }).content
  const bytes = good.read(0, SIZE)
  const sha256 = Array.from({ length: Math.ceil(SIZE / BLOCK) }, (_, at) =>
    createSha256()
      .update(bytes.subarray(at * BLOCK, (at + 1) * BLOCK))
      .digest('hex'),
  )
  blocks = { size: BLOCK, sha256 }
})

/** The content with some bytes of another kind at an offset. */
function spoil(offset: number): Uint8Array {
  const bytes = good.read(0, SIZE)
  bytes.fill(7, offset, offset + 10)
  return bytes
}

async function ended(engine: SimulatedEngine): Promise<Download> {
  await engine.until(({ downloads }) => ['completed', 'failed'].includes(downloads.m?.status ?? ''))
  return engine.getSnapshot().downloads.m as Download
}

const model = (urls: readonly string[]) => ({
  id: 'm',
  files: [{ path: 'm.bin', urls: [...urls], size: SIZE, blocks }],
})

describe('blocks', () => {
  it('prove a file without a digest of the whole', async () => {
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: model([url]) })

    expect(await ended(engine)).toMatchObject({ status: 'completed', unverified: false, restarts: 0 })
    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(good.extents)
  })

  it('are fetched again where they are bad, those alone, and nothing starts over', async () => {
    const right = good.read(0, SIZE)
    machine.http.serve(url, { content: spoil(7 * MIB + 100) })
    machine.http.serve(mirror, { content: right })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: model([url, mirror]) })

    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 0, unverified: false })
    expect(Buffer.compare(machine.files.contentAt('/models/m/m.bin')?.read(0, SIZE) as Uint8Array, right)).toBe(0)
    expect(machine.http.link.deliveredBytes()).toBeLessThan(SIZE + 5 * BLOCK)
  })

  it('that stay bad end in a clear error, and the good ones are kept', async () => {
    machine.http.serve(url, { content: spoil(7 * MIB + 100), etag: '"1"' })
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: model([url]) })

    expect(await ended(engine)).toMatchObject({ status: 'failed', error: { code: 'checksum-mismatch' } })
    expect(machine.files.list()).toEqual(['/models/m/m.bin.part'])
    const before = machine.http.link.deliveredBytes()

    machine.http.serve(url, { size: SIZE, seed: 1, etag: '"1"' })
    await engine.dispatch({ type: 'retry', id: 'm' })
    expect(await ended(engine)).toMatchObject({ status: 'completed', restarts: 0 })
    expect(machine.http.link.deliveredBytes() - before).toBeLessThan(3 * BLOCK)
  })

  it('that are bad on disk are found after another start', async () => {
    const engine = createSimulatedEngine({ machine })
    await engine.dispatch({ type: 'download', model: model([url]) })
    await engine.until(({ downloads }) => (downloads.m?.committedBytes ?? 0) > 4 * MIB)
    const next = engine.restart()
    const partial = machine.files.content({ folder: 'm', path: 'm.bin' }, 'part') as SparseBytes
    partial.write(3 * MIB, new Uint8Array(100))

    expect(await ended(next)).toMatchObject({ status: 'completed' })
    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(good.extents)
  })
})
