import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { createSmallDisk } from './small-disk.js'
import { type Bench, createBench, type OpenedEngine, sha256Of, until } from './with-engine.js'

const MIB = 2 ** 20
const SIZE = 24 * MIB

let bench: Bench
let server: ModelServer
let file: { url: string; size: number; sha256: string }

beforeEach(async () => {
  bench = await createBench()
  server = await createModelServer({ files: { '/model.bin': { generate: SIZE } } })
  file = { url: `${server.url}/model.bin`, size: SIZE, sha256: await server.sha256('/model.bin') }
})

afterEach(async () => {
  await bench.close()
  await server.close()
})

/** Bytes taken off the wire since the engine started. The server may have sent more: what was on its way when a range changed hands. */
const fetchedBy = ({ engine }: OpenedEngine, id: string): number =>
  engine.getSnapshot().downloads[id]?.fetchedBytes ?? Number.NaN

describe('two models with the same file', () => {
  it('have it once on disk, also when they are asked for together', async () => {
    const client = bench.open()
    await client.download({ id: 'a', ...file })
    await client.download({ id: 'b', ...file })
    const [a, b] = await Promise.all(['a', 'b'].map(async (id) => (await client.whenCompleted(id)).files[0]?.location))

    expect((await stat(a as string)).ino).toBe((await stat(b as string)).ino)
    const fetched = ['a', 'b'].map((id) => fetchedBy(client, id))
    expect(Math.min(...fetched)).toBe(0)
    expect(Math.max(...fetched)).toBeGreaterThanOrEqual(SIZE)
    await client.remove('a')
    expect(await sha256Of(b as string)).toBe(file.sha256)
  })
})

describe('a file that the user has', () => {
  it.each([true, false])('is taken over without a request, link: %s', async (link) => {
    const home = await mkdtemp(join(bench.directory, '..', 'weightlift-home-'))
    try {
      const mine = join(home, 'mine.bin')
      await writeFile(mine, Buffer.from(await (await fetch(file.url)).arrayBuffer()))
      const before = server.requests.length
      const client = bench.open()
      await client.adopt({ id: 'm', ...file }, mine, { link })
      const { files } = await client.whenCompleted('m')

      expect(await sha256Of(files[0]?.location as string)).toBe(file.sha256)
      expect((await stat(files[0]?.location as string)).ino === (await stat(mine)).ino).toBe(link)
      expect(server.requests.length).toBe(before)
      expect((await client.storage()).orphans).toEqual([])
    } finally {
      await rm(home, { recursive: true })
    }
  })
})

describe('a complete model', () => {
  it('is repaired by verify, and the bad file stays until the new one is here', async () => {
    const client = bench.open()
    await client.download({ id: 'm', ...file })
    const location = (await client.whenCompleted('m')).files[0]?.location as string
    const bad = await readFile(location)
    bad[SIZE / 2] = (bad[SIZE / 2] as number) ^ 1
    await writeFile(location, bad)
    server.setThrottle(10e6)
    await client.verify('m')
    await until(client, 'm', ({ status }) => status === 'downloading')
    expect((await stat(location)).size).toBe(SIZE)
    server.setThrottle(null)
    await client.whenCompleted('m')

    expect(await sha256Of(location)).toBe(file.sha256)
  })
})

describe('a disk that fills up', () => {
  it('loses nothing: the plan says what is missing, retry goes on from there', async () => {
    const disk = await createSmallDisk(16)
    try {
      let client = bench.open({ directory: disk.directory })
      expect((await client.plan({ id: 'm', ...file })).missingBytes).toBeGreaterThanOrEqual(8 * MIB)
      // Its size is not known, so nobody can say beforehand that it does not fit.
      const unsized = { id: 'm', url: file.url, sha256: file.sha256 }
      await client.download(unsized)
      await expect(client.whenCompleted('m')).rejects.toMatchObject({ code: 'disk-full', action: 'free-space' })
      const kept = client.engine.getSnapshot().downloads.m?.committedBytes as number
      expect(kept).toBeGreaterThan(8 * MIB)
      // Not even a new process forgets what came.
      await client.engine.close()
      client = bench.open({ directory: disk.directory })
      expect((await client.availability({ id: 'm' })).bytes).toBe(kept)
      await client.retry('m')
      const again = await until(client, 'm', ({ status, attempt }) => status === 'failed' && attempt > 0)
      expect(again.error?.message).toMatch(/bytes are missing|full/)

      await disk.grow(64)
      const before = fetchedBy(client, 'm')
      await client.retry('m')
      const { files } = await client.whenCompleted('m')
      expect(await sha256Of(files[0]?.location as string)).toBe(file.sha256)
      expect(fetchedBy(client, 'm') - before).toBeLessThanOrEqual(SIZE - kept + MIB)
      expect(client.engine.getSnapshot().downloads.m?.restarts).toBe(0)
      await client.engine.close()
    } finally {
      await disk.remove()
    }
  })
})
