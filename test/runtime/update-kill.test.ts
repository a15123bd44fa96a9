import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { createRandom } from '../server/random.js'
import { startEngineProcess } from './engine-process.js'
import { createBench, sha256Of, until } from './with-engine.js'

const MIB = 2 ** 20
const KILLS = Number(process.env.WEIGHTLIFT_KILLS ?? 6)
const SEED = Number(process.env.WEIGHTLIFT_SEED ?? 1)
/** Of a process that updates, from its start: somewhat more than an update takes, so that kills fall before, into and after the swap. */
const LONGEST_LIFE_MS = 900

const FILES = {
  '/1/weights.bin': { generate: 24 * MIB, seed: 1 },
  '/1/config.json': { generate: 5_000, seed: 2 },
  '/2/weights.bin': { generate: 20 * MIB, seed: 3 },
  '/2/config.json': { generate: 6_000, seed: 4 },
  '/same.bin': { generate: 8 * MIB, seed: 5 },
}

let root: string
let server: ModelServer

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weightlift-update-'))
  server = await createModelServer({ files: FILES })
})

afterEach(async () => {
  await server.close()
  await rm(root, { recursive: true, force: true })
})

async function versions() {
  const file = async (path: string, url: string) => ({
    path,
    url: server.url + url,
    size: server.size(url),
    sha256: await server.sha256(url),
  })
  const same = await file('same.bin', '/same.bin')
  const of = async (revision: string) => ({
    id: 'm',
    revision,
    files: [
      await file('weights.bin', `/${revision}/weights.bin`),
      same,
      await file('config.json', `/${revision}/config.json`),
    ],
  })
  return { first: await of('1'), second: await of('2') }
}

it(`has the old version or the new one, and never a mix, after a kill at any of ${KILLS} random instants of an update`, {
  // A wrong file is one too many: no second try.
  timeout: 60_000 + KILLS * 20_000,
  retry: 0,
}, async () => {
  const { first, second } = await versions()
  const random = createRandom(SEED)
  server.setThrottle(60e6)
  const found = new Set<string>()
  for (let at = 0; at < KILLS; at += 1) {
    const directory = join(root, String(at))
    expect((await startEngineProcess({ directory, model: first }).ended)?.type).toBe('completed')
    const lifeMs = Math.floor(random() * LONGEST_LIFE_MS)
    const updating = startEngineProcess({ directory, model: second })
    await sleep(lifeMs)
    updating.kill()
    await updating.ended

    const bench = await createBench()
    const client = bench.open({ directory, autoResume: false })
    await client.storage()
    const located = await client.locate('m')
    const sums = await Promise.all((located?.files ?? []).map(({ location }) => sha256Of(location)))
    const is = ({ files }: typeof first): boolean => files.every(({ sha256 }, index) => sums[index] === sha256)
    const revision = is(first) ? '1' : is(second) ? '2' : `a mix, killed after ${lifeMs} ms`
    expect(['1', '2']).toContain(revision)
    expect(await client.availability({ id: 'm' })).toMatchObject({ status: 'available', revision, verified: true })
    found.add(revision)

    await client.download(second)
    await client.resume('m')
    await until(client, 'm', ({ status, updating: isOn }) => status === 'completed' && !isOn)
    const { files } = await client.whenCompleted('m')
    for (const [index, { location }] of files.entries()) {
      expect(await sha256Of(location)).toBe(second.files[index]?.sha256)
    }
    await client.engine.close()
    expect((await readdir(directory)).filter((name) => name.startsWith('m'))).toEqual(['m--@1'])
    await bench.close()
  }
  expect(found.has('1')).toBe(true)
})
