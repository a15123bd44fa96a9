import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Command } from '../../../src/engine/core/command.js'
import {
  createSimulatedEngine,
  createSimulatedMachine,
  type SimulatedEngine,
  type SimulatedMachine,
} from '../../../src/engine/testing/index.js'
import { SparseBytes } from '../../../src/engine/testing/sparse-bytes.js'

const SIZE = 60e6
const MINE = '/home/me/model.bin'

let machine: SimulatedMachine
let engine: SimulatedEngine
let model: { id: string; path: string; url: string; size: number; sha256: string }

beforeEach(() => {
  machine = createSimulatedMachine({ capacityBytes: 1e9, hashBytesPerSecond: 60e6 })
  model = { id: 'm', path: 'm.bin', ...machine.serve('https://models.example/m.bin', { size: SIZE, seed: 1 }) }
  engine = createSimulatedEngine({ machine })
})

const shown = () => engine.getSnapshot().downloads.m
const until = (status: string) => engine.until(({ downloads }) => downloads.m?.status === status, 600_000)
const content = () => machine.http.serve(model.url, { size: SIZE, seed: 1 }).content

async function take(command: Command): Promise<void> {
  expect(await engine.dispatch(command)).toEqual({ ok: true })
}

async function complete(): Promise<void> {
  await take({ type: 'download', model })
  await until('completed')
}

async function leavePartial(id: string = 'm'): Promise<void> {
  const file = machine.serve(`https://models.example/${id}.bin`, { size: SIZE, seed: 1 })
  await take({ type: 'download', model: { id, path: 'm.bin', ...file, sha256: `${id.charCodeAt(0)}`.padEnd(64, '0') } })
  await engine.advance(3_000)
  await take({ type: 'pause', id })
  await engine.advance(100)
}

function damage(at: number): void {
  const bad = content().copy()
  bad.write(at, Uint8Array.of(1, 2, 3))
  machine.files.overwrite('/models/m/m.bin', bad)
}

describe('verify', () => {
  it('hashes again, shows how far it is, fetches nothing, and leaves the model usable', async () => {
    await complete()
    const requests = machine.http.log.length
    await take({ type: 'verify', id: 'm' })
    await engine.advance(500)
    expect(shown()).toMatchObject({ status: 'verifying', receivedBytes: SIZE, verifiedBytes: SIZE / 2 })
    expect(await engine.query({ type: 'availability', model })).toMatchObject({ value: { status: 'available' } })
    await take({ type: 'verify', id: 'm' })
    await until('completed')

    expect(shown()).toMatchObject({ verifiedBytes: SIZE, restarts: 0, error: null })
    expect(machine.http.log.length).toBe(requests)
  })

  it('goes on while nothing may be fetched', async () => {
    await complete()
    machine.setOnline(false)
    await take({ type: 'verify', id: 'm' })
    await until('completed')
  })

  it('fetches a bad file, which stays where it is until the new one is proved', async () => {
    await complete()
    damage(100)
    const bad = machine.files.contentAt('/models/m/m.bin')
    await take({ type: 'verify', id: 'm' })
    await engine.until(() => shown()?.status === 'downloading' && (shown()?.receivedBytes ?? 0) > SIZE / 2)
    expect(machine.files.contentAt('/models/m/m.bin')).toBe(bad)
    expect(shown()?.restarts).toBe(1)
    await until('completed')

    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(content().extents)
  })

  it('fetches only the bad blocks of a file that has them', async () => {
    const size = 1e6
    const whole = Uint8Array.from({ length: 6 * size }, (_, at) => at % 251)
    const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
    const sha256 = [0, 1, 2, 3, 4, 5].map((at) => sha256Of(whole.subarray(at * size, (at + 1) * size)))
    machine = createSimulatedMachine({ createHash: () => createHash('sha256'), bytesPerSecond: 1e6 })
    engine = createSimulatedEngine({ machine })
    const file = machine.serve('https://models.example/m.bin', { content: whole })
    model = { ...model, ...file, blocks: { size, sha256 } } as never
    await complete()
    const spoilt = whole.slice()
    spoilt[2 * size + 7] = 99
    machine.files.overwrite('/models/m/m.bin', SparseBytes.ofBytes(spoilt))
    const before = machine.http.log.length
    await take({ type: 'verify', id: 'm' })
    await engine.until(() => shown()?.status === 'downloading')
    expect(shown()?.receivedBytes).toBeGreaterThanOrEqual(5 * size)
    await until('completed')

    const ranges = machine.http.log.slice(before).map(({ headers }) => headers.range ?? '')
    expect(ranges.length).toBeGreaterThan(0)
    for (const range of ranges) expect(range).toMatch(/^bytes=2\d{6}-2\d{6}$/)
    const repaired = machine.files.contentAt('/models/m/m.bin')
    expect(sha256Of(repaired?.read(0, 6 * size) ?? new Uint8Array())).toBe(file.sha256)
  })

  it('does not repair a file with the same bad one of another model', async () => {
    await complete()
    await take({ type: 'download', model: { ...model, id: 'twin' } })
    await engine.until(({ downloads }) => downloads.twin?.status === 'completed')
    const shared = machine.files.contentAt('/models/m/m.bin')
    shared?.write(100, Uint8Array.of(1, 2, 3))
    await take({ type: 'verify', id: 'm' })
    await until('downloading')
    await until('completed')

    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(content().extents)
  })

  it.each(['pause', 'cancel'] as const)('ends by %s, and the model is what it was', async (type) => {
    await complete()
    await take({ type: 'verify', id: 'm' })
    await engine.advance(300)
    await take({ type, id: 'm' })
    await engine.advance(2_000)

    expect(shown()).toMatchObject({ status: 'completed', receivedBytes: SIZE })
    expect(machine.files.list()).toEqual(['/models/m/m.bin'])
  })

  it('is forgotten by a crash, and the model is what it was', async () => {
    await complete()
    await take({ type: 'verify', id: 'm' })
    await engine.advance(300)
    engine = engine.restart({ powerLoss: true })
    await engine.until(({ link }) => link === 'open')

    expect(shown()?.status).toBe('completed')
  })

  it('is refused for a model that is not complete', async () => {
    await leavePartial()

    expect(await engine.dispatch({ type: 'verify', id: 'm' })).toMatchObject({ error: { code: 'invalid-command' } })
  })
})

describe('adopt', () => {
  it.each([
    [false, 2 * SIZE],
    [true, SIZE],
  ])('takes a file over without a request, link: %s', async (link, usedBytes) => {
    machine.files.overwrite(MINE, content().copy())
    await take({ type: 'adopt', model, location: MINE, link })
    await engine.advance(500)
    expect(shown()).toMatchObject({ status: 'verifying', verifiedBytes: SIZE / 2 })
    await until('completed')

    expect(shown()).toMatchObject({ receivedBytes: SIZE, unverified: false })
    expect(machine.http.log).toEqual([])
    expect(machine.files.usedBytes()).toBe(usedBytes)
    expect(machine.files.list()).toEqual([MINE, '/models/m/m.bin'])
    expect(await engine.query({ type: 'locate', id: 'm' })).toMatchObject({ ok: true, value: { id: 'm' } })
  })

  it('shows how far the copy is, and takes it back where the digest is another', async () => {
    machine.files.setWriteSpeed(20e6)
    const bad = content().copy()
    bad.write(5, Uint8Array.of(9))
    machine.files.overwrite(MINE, bad)
    await take({ type: 'adopt', model, location: MINE })
    await engine.advance(1_050)
    expect(shown()).toMatchObject({ status: 'preparing', totalBytes: SIZE, committedBytes: 0 })
    expect((shown()?.receivedBytes ?? 0) / SIZE).toBeCloseTo(1 / 3, 1)
    await until('failed')

    expect(shown()).toMatchObject({ receivedBytes: 0, restarts: 1, fetchedBytes: 0 })
    machine.files.overwrite(MINE, content().copy())
    await take({ type: 'retry', id: 'm' })
    await until('completed')
  })

  it('asks for room before it copies a byte, beside what downloads need', async () => {
    const free = 1e9 - 2 * SIZE + 1e6
    const large = machine.serve('https://models.example/large.bin', { size: free, seed: 3 })
    machine.files.overwrite(MINE, content().copy())
    await take({ type: 'download', model: { id: 'large', ...large } })
    await engine.advance(200)
    await take({ type: 'adopt', model, location: MINE })
    await until('failed')
    expect(shown()?.error).toMatchObject({ code: 'disk-full', action: 'free-space' })
    expect(engine.getSnapshot().downloads.large?.status).toBe('downloading')

    await take({ type: 'adopt', model, location: MINE, link: true })
    await until('completed')
  })

  it('takes the place of a download that is under way, whose partial it makes needless', async () => {
    machine.files.overwrite(MINE, content().copy())
    await take({ type: 'download', model })
    await engine.advance(2_500)
    await take({ type: 'adopt', model, location: MINE })
    await until('completed')

    expect(machine.files.list()).toEqual([MINE, '/models/m/m.bin'])
    expect(shown()?.restarts).toBe(0)
  })

  it('takes a model of several files from a folder', async () => {
    const other = machine.serve('https://models.example/o.bin', { size: 1e6, seed: 2 })
    const files = [
      { path: 'a.bin', url: model.url, size: SIZE, sha256: model.sha256 },
      { path: 'sub/o.bin', ...other },
    ]
    machine.files.overwrite('/home/me/all/a.bin', content().copy())
    const both = { id: 'm', files }
    const early = await engine.dispatch({ type: 'adopt', model: both, location: '/home/me/all' })
    expect(early).toMatchObject({ error: { code: 'invalid-command' } })
    machine.files.overwrite('/home/me/all/sub/o.bin', machine.http.serve(other.url, { size: 1e6, seed: 2 }).content)
    await take({ type: 'adopt', model: both, location: '/home/me/all' })
    await until('completed')

    expect(machine.http.log).toEqual([])
  })

  it('fails where the digest is another, keeps what was here, and is left for a download', async () => {
    const bad = content().copy()
    bad.write(5, Uint8Array.of(9))
    machine.files.overwrite(MINE, bad)
    await take({ type: 'adopt', model, location: MINE, link: true })
    await until('failed')

    expect(shown()?.error).toMatchObject({ code: 'checksum-mismatch', action: null })
    expect(machine.files.list()).toEqual([MINE])
    await complete()
    expect(machine.files.contentAt('/models/m/m.bin')?.extents).toEqual(content().extents)
  })

  it('makes nothing of a file that grows once it was looked at', async () => {
    machine.files.setWriteSpeed(20e6)
    machine.files.overwrite(MINE, content().copy())
    await take({ type: 'adopt', model, location: MINE })
    await engine.advance(500)
    machine.files.contentAt(MINE)?.write(SIZE, Uint8Array.of(7))
    await until('failed')

    expect(shown()).toMatchObject({ error: { code: 'storage-io' }, receivedBytes: 0 })
    expect(machine.files.list()).toEqual([MINE])
    expect(await engine.query({ type: 'availability', model })).toMatchObject({ value: { status: 'missing' } })
  })

  it('is refused at once for what can never fit', async () => {
    machine.files.overwrite(MINE, content().copy())
    const refused = async (change: object, location: string = MINE) => {
      const receipt = await engine.dispatch({ type: 'adopt', model: { ...model, ...change }, location })
      return receipt.ok ? 'taken' : receipt.error.code
    }

    expect(await refused({ size: SIZE + 1 })).toBe('size-mismatch')
    expect(await refused({ sha256: null })).toBe('invalid-model')
    expect(await refused({}, '/home/me/none.bin')).toBe('invalid-command')
    expect(await refused({}, 'model.bin')).toBe('invalid-command')
    expect(engine.getSnapshot().order).toEqual([])
  })

  it('goes on after a crash, and fetches nothing then either', async () => {
    machine.files.overwrite(MINE, content().copy())
    await take({ type: 'adopt', model, location: MINE })
    await engine.advance(300)
    engine = engine.restart({ powerLoss: true })
    await until('completed')

    expect(machine.http.log).toEqual([])
  })
})

describe('discard and sweep', () => {
  it('discards one partial, and its download is cancelled', async () => {
    await leavePartial()
    await take({ type: 'discard', id: 'm' })
    await take({ type: 'discard', id: 'm' })

    expect(shown()).toMatchObject({ status: 'cancelled', receivedBytes: 0 })
    expect(machine.files.list()).toEqual([])
  })

  it('discards nothing that is on its way, and no complete model', async () => {
    await take({ type: 'download', model })
    await engine.advance(1_000)
    expect(await engine.dispatch({ type: 'discard', id: 'm' })).toMatchObject({ error: { code: 'invalid-command' } })
    await until('completed')
    await take({ type: 'discard', id: 'm' })

    expect(machine.files.list()).toEqual(['/models/m/m.bin'])
  })

  it('sweeps what is old enough, with leftovers, but nothing that runs and no file of others', async () => {
    await leavePartial('a')
    await engine.advance(3_600_000)
    await leavePartial('b')
    await take({ type: 'download', model })
    await engine.advance(1_000)
    const some = SparseBytes.ofBytes(new Uint8Array(10))
    machine.files.put({ folder: 'gone', path: 'w.bin' }, 'part', some)
    machine.files.put({ folder: 'gone', path: 'w.txt' }, 'final', some)
    await take({ type: 'sweep', olderThanMs: 60_000 })
    const young = ['/models/b/m.bin.part', '/models/gone/w.bin.part', '/models/gone/w.txt', '/models/m/m.bin.part']
    expect(machine.files.list()).toEqual(young)
    await take({ type: 'sweep', olderThanMs: 0 })

    expect(machine.files.list()).toEqual(['/models/gone/w.txt', '/models/m/m.bin.part'])
    expect(engine.getSnapshot().downloads).toMatchObject({ a: { status: 'cancelled' }, b: { status: 'cancelled' } })
    await until('completed')
  })

  it('spares a leftover whose download begins meanwhile', async () => {
    machine.files.put({ folder: 'm', path: 'm.bin' }, 'part', SparseBytes.ofBytes(new Uint8Array(10)))
    await engine.advance(1_000)
    const { files } = machine
    const survey = files.survey?.bind(files)
    // Between the look at the disk and the deletion somebody asks for the model.
    let isAsked = false
    Object.assign(files, {
      survey: async () => {
        const found = await survey?.()
        if (!isAsked) void engine.dispatch({ type: 'download', model })
        isAsked = true
        await new Promise<void>((resolve) => void machine.clock.setTimer(500, resolve))
        return found
      },
    })
    await take({ type: 'sweep', olderThanMs: 0 })
    await until('completed')
    expect(shown()).toMatchObject({ retries: 0, restarts: 0 })
  })

  it('needs an age', async () => {
    for (const olderThanMs of [-1, Number.NaN, '7 days'])
      expect(await engine.dispatch({ type: 'sweep', olderThanMs } as Command)).toMatchObject({
        error: { code: 'invalid-command' },
      })
  })
})

describe('a model that somebody changed or deleted while no engine ran', () => {
  const stored = async () => {
    const answer = await engine.query({ type: 'storage' })
    return answer.ok ? answer.value.models.map(({ id, kind, bytes }) => [id, kind, bytes]) : answer.error
  }

  async function shortened(): Promise<void> {
    await complete()
    machine.files.put({ folder: 'm', path: 'm.bin' }, 'final', SparseBytes.ofNoise(9, 100))
    engine = engine.restart()
  }

  it('is listed with what is left of it', async () => {
    await shortened()
    expect(await stored()).toEqual([['m', 'partial', 100]])
    await machine.files.deleteFolder('m')
    engine = engine.restart()
    expect(await stored()).toEqual([])
  })

  it('is repaired by verify', async () => {
    await shortened()
    await take({ type: 'verify', id: 'm' })
    await until('completed')
    expect(await stored()).toEqual([['m', 'model', SIZE]])
  })

  it('can be removed, for good', async () => {
    await shortened()
    await take({ type: 'remove', id: 'm' })
    expect(machine.files.list()).toEqual([])
    engine = engine.restart()
    await engine.advance(100)
    expect(await stored()).toEqual([])
    expect(await engine.dispatch({ type: 'remove', id: 'm' })).toMatchObject({ error: { code: 'unknown-download' } })
  })
})
