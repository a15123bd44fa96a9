import { beforeEach, describe, expect, it } from 'vitest'
import type { Answers, Query } from '../../../src/engine/core/command.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../src/engine/testing/index.js'
import { SparseBytes } from '../../../src/engine/testing/sparse-bytes.js'

const SIZE = 60e6

let machine: SimulatedMachine
let engine: SimulatedEngine
let model: { id: string; url: string; size: number; sha256: string }

beforeEach(() => {
  machine = createSimulatedMachine({ capacityBytes: 1e9 })
  model = { id: 'm', ...machine.serve('https://models.example/m.bin?token=hush', { size: SIZE }) }
  engine = createSimulatedEngine({ machine })
})

async function ask<Q extends Query>(query: Q): Promise<Answers[Q['type']]> {
  const answer = await engine.query(query)
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value as Answers[Q['type']]
}

async function downloadUntil(status: string): Promise<void> {
  await engine.dispatch({ type: 'download', model })
  await engine.until(({ downloads }) => downloads.m?.status === status)
}

async function leavePartial(): Promise<void> {
  await downloadUntil('downloading')
  await engine.advance(2_000)
  await engine.dispatch({ type: 'pause', id: 'm' })
  await engine.advance(100)
}

describe('availability', () => {
  it('is missing where nothing is here', async () => {
    expect(await ask({ type: 'availability', model })).toEqual({
      id: 'm',
      status: 'missing',
      bytes: 0,
      totalBytes: SIZE,
      revision: null,
      verified: false,
    })
  })

  it('is corrupt where an empty file has the name of one with a digest, and is fetched then', async () => {
    const unsized = { id: 'm', url: model.url, sha256: model.sha256, path: 'm.bin' }
    machine.files.put({ folder: 'm', path: 'm.bin' }, 'final', SparseBytes.ofBytes(new Uint8Array(0)))
    expect(await ask({ type: 'availability', model: unsized })).toMatchObject({ status: 'corrupt', verified: false })
    await engine.dispatch({ type: 'download', model: unsized })
    await engine.until(({ downloads }) => downloads.m?.status === 'completed')
    expect(machine.files.contentAt('/models/m/m.bin')?.size).toBe(SIZE)
  })

  it('is downloading while the engine is busy with it', async () => {
    await downloadUntil('downloading')

    expect(await ask({ type: 'availability', model })).toMatchObject({ status: 'downloading', totalBytes: SIZE })
  })

  it('is partial where a part is here and nobody is busy with it', async () => {
    await leavePartial()
    const { status, bytes } = await ask({ type: 'availability', model })

    expect(status).toBe('partial')
    expect(bytes).toBe(engine.getSnapshot().downloads.m?.committedBytes)
  })

  it('is missing again where somebody deleted or shortened the partial', async () => {
    await leavePartial()
    machine.files.overwrite('/models/m/m.bin.part', SparseBytes.ofNoise(5, 7))
    expect(await ask({ type: 'availability', model }), 'shortened').toMatchObject({ status: 'missing', bytes: 0 })

    await machine.files.deletePart({ folder: 'm', path: 'm.bin' })
    expect(await ask({ type: 'availability', model }), 'deleted').toMatchObject({ status: 'missing', bytes: 0 })
    expect(await ask({ type: 'plan', model })).toMatchObject({ presentBytes: 0, bytesToFetch: SIZE })
  })

  it('is available once the model is usable, verified where a digest proved it', async () => {
    await downloadUntil('completed')

    expect(await ask({ type: 'availability', model })).toEqual({
      id: 'm',
      status: 'available',
      bytes: SIZE,
      totalBytes: SIZE,
      revision: null,
      verified: true,
    })
    expect(await ask({ type: 'availability', model: { id: 'm' } }), 'by its id alone').toMatchObject({
      status: 'available',
    })
  })

  it('is corrupt where something else stands under the final name', async () => {
    await downloadUntil('completed')
    await engine.advance(1_000)
    machine.files.overwrite('/models/m/m.bin', SparseBytes.ofNoise(5, SIZE))
    expect(await ask({ type: 'availability', model }), 'of the same size').toMatchObject({ status: 'corrupt' })

    machine.files.overwrite('/models/m/m.bin', SparseBytes.ofNoise(5, 7))
    expect(await ask({ type: 'availability', model }), 'of another size').toMatchObject({ status: 'corrupt' })
  })

  it('is available, unverified, where only the size could be looked at', async () => {
    const { url } = machine.serve('https://models.example/n.bin', { size: 1_000 })
    await engine.dispatch({ type: 'download', model: { id: 'n', url } })
    await engine.until(({ downloads }) => downloads.n?.status === 'completed')

    expect(await ask({ type: 'availability', model: { id: 'n', url } })).toMatchObject({
      status: 'available',
      verified: false,
    })
  })

  it('refuses a model that would leave the directory', async () => {
    expect(await engine.query({ type: 'availability', model: { ...model, id: '../m' } })).toMatchObject({
      ok: false,
      error: { code: 'invalid-model' },
    })
  })
})

describe('plan', () => {
  it('says what a download would cost and where it comes from', async () => {
    expect(await ask({ type: 'plan', model })).toEqual({
      id: 'm',
      totalBytes: SIZE,
      presentBytes: 0,
      sharedBytes: 0,
      bytesToFetch: SIZE,
      freeBytes: 1e9,
      freeBytesAfter: 1e9 - SIZE,
      missingBytes: 0,
      estimatedMs: null,
      hosts: ['models.example'],
      metered: false,
    })
  })

  it('counts what is here already', async () => {
    await leavePartial()
    const { presentBytes, bytesToFetch } = await ask({ type: 'plan', model })

    expect(presentBytes).toBeGreaterThan(10e6)
    expect(bytesToFetch).toBe(SIZE - presentBytes)
  })

  it('says how much room is missing, with what running downloads still need', async () => {
    machine.files.setCapacity(1.5 * SIZE)
    await downloadUntil('downloading')
    const n = { id: 'n', ...machine.serve('https://models.example/n.bin', { size: SIZE }) }
    const { freeBytesAfter, missingBytes } = await ask({ type: 'plan', model: n })

    expect(missingBytes).toBe(-(freeBytesAfter as number))
    expect(missingBytes).toBeGreaterThanOrEqual(SIZE / 2)
    await engine.dispatch({ type: 'download', model: n })
    await engine.until(({ downloads }) => downloads.n?.status === 'failed')
    expect(engine.getSnapshot().downloads.n?.error).toMatchObject({ code: 'disk-full', action: 'free-space' })
  })

  it('tells how long it would take at the speed of late', async () => {
    await downloadUntil('completed')
    const n = { id: 'n', ...machine.serve('https://models.example/n.bin', { size: 100e6 }) }
    const { estimatedMs } = await ask({ type: 'plan', model: n })

    // The line brings 10 MB/s.
    expect(estimatedMs).toBeGreaterThan(9_000)
    expect(estimatedMs).toBeLessThan(11_500)
  })

  it('counts what another model has of it as here', async () => {
    await downloadUntil('completed')
    const same = { ...model, id: 'same', url: 'https://elsewhere.example/m.bin' }

    expect(await ask({ type: 'plan', model: same })).toMatchObject({
      presentBytes: SIZE,
      sharedBytes: SIZE,
      bytesToFetch: 0,
      missingBytes: 0,
    })
  })

  it('does not guess a size that nobody told', async () => {
    const { url } = model

    expect(await ask({ type: 'plan', model: { id: 'x', url } })).toMatchObject({ totalBytes: null, bytesToFetch: null })
  })
})

describe('storage', () => {
  it('lists models and partials with their bytes, and what is free', async () => {
    await downloadUntil('completed')
    const n = { id: 'n', ...machine.serve('https://models.example/n.bin', { size: SIZE }) }
    await engine.dispatch({ type: 'download', model: n })
    await engine.until(({ downloads }) => (downloads.n?.committedBytes ?? 0) > 0)
    await engine.dispatch({ type: 'pause', id: 'n' })
    await engine.advance(100)
    const { models, freeBytes } = await ask({ type: 'storage' })
    const time = expect.any(Number)
    const whole = { totalBytes: SIZE, sharedBytes: 0, modifiedAtMs: time, lastUsedAtMs: time }

    expect(models).toEqual([
      { id: 'm', name: null, kind: 'model', bytes: SIZE, ...whole },
      { id: 'n', name: null, kind: 'partial', bytes: expect.any(Number), ...whole, lastUsedAtMs: null },
    ])
    expect(freeBytes).toBe(1e9 - machine.files.usedBytes())
  })

  it('remembers to the hour when the app last asked for a model, also after a restart', async () => {
    await downloadUntil('completed')
    await engine.advance(5 * 3_600_000)
    const usedAtMs = machine.clock.now()
    await ask({ type: 'locate', id: 'm' })
    await engine.advance(60_000)
    await ask({ type: 'locate', id: 'm' })
    expect((await ask({ type: 'storage' })).models[0]?.lastUsedAtMs).toBe(usedAtMs)

    engine = engine.restart()
    expect((await ask({ type: 'storage' })).models[0]?.lastUsedAtMs).toBe(usedAtMs)
  })

  it('lists what belongs to no model: leftovers of crashed runs, and files of others', async () => {
    await leavePartial()
    const some = SparseBytes.ofBytes(new Uint8Array(10))
    machine.files.put({ folder: 'gone', path: 'sub/w.bin' }, 'part', some)
    machine.files.put({ folder: 'm', path: 'notes.txt' }, 'final', some)
    const { orphans } = await ask({ type: 'storage' })

    expect(orphans).toEqual([
      { path: 'gone/sub/w.bin.part', kind: 'leftover', bytes: 10, modifiedAtMs: machine.clock.now() },
      { path: 'm/notes.txt', kind: 'foreign', bytes: 10, modifiedAtMs: machine.clock.now() },
    ])
  })
})

describe('locate', () => {
  it('tells where a usable model is', async () => {
    await downloadUntil('completed')

    expect(await ask({ type: 'locate', id: 'm' })).toEqual({
      id: 'm',
      files: [{ path: 'm.bin', location: '/models/m/m.bin', size: SIZE }],
    })
  })

  it.each<[string, () => Promise<unknown>]>([
    ['nobody asked for', async () => undefined],
    ['that is not whole', leavePartial],
    [
      'that somebody deleted',
      async () => {
        await downloadUntil('completed')
        await machine.files.deleteFolder('m')
      },
    ],
    [
      'that somebody changed',
      async () => {
        await downloadUntil('completed')
        await engine.advance(1_000)
        machine.files.overwrite('/models/m/m.bin', SparseBytes.ofNoise(5, SIZE))
      },
    ],
  ])('gives nothing for a model %s', async (_, happen) => {
    await happen()

    expect(await ask({ type: 'locate', id: 'm' })).toBeNull()
  })
})

describe('what is no query', () => {
  it.each([null, undefined, {}, 'storage'])('is refused as such: %j', async (query) => {
    expect(await engine.query(query as never)).toMatchObject({ ok: false, error: { code: 'invalid-command' } })
  })
})
