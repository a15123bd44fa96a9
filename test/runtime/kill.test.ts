import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { createRandom } from '../server/random.js'
import { startEngineProcess } from './engine-process.js'
import { sha256Of } from './with-engine.js'

const MIB = 2 ** 20
const SIZE = 256 * MIB
const MOST_TWICE = 64 * MIB
/** A connection: fast enough for one to do, and slow enough that many share the file. */
const BYTES_PER_SECOND = [200e6, 25e6]
/** 100 in the long form: `npm run test:soak`. */
const KILLS = Number(process.env.WEIGHTLIFT_KILLS ?? 4)
const SEED = Number(process.env.WEIGHTLIFT_SEED ?? 1)

let directory: string
let server: ModelServer

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weightlift-kill-'))
  server = await createModelServer({ files: { '/model.bin': { generate: SIZE } } })
})

afterEach(async () => {
  await server.close()
  await rm(directory, { recursive: true, force: true })
})

it(`ends with the right file and fetches at most 64 MiB twice when it is killed at any of ${KILLS} random instants`, {
  // A wrong file is one too many: no second try.
  timeout: 60_000 + KILLS * 20_000,
  retry: 0,
}, async () => {
  const random = createRandom(SEED)
  const sha256 = await server.sha256('/model.bin')
  for (let at = 0; at < KILLS; at += 1) {
    const model = { id: `model-${at}`, url: `${server.url}/model.bin`, sha256, size: SIZE }
    server.setThrottle(BYTES_PER_SECOND[at % 2] as number)
    const before = sentBytes()
    const killAt = Math.floor(random() * SIZE)
    const first = startEngineProcess({ directory, model })
    await until(() => sentBytes() - before >= killAt)
    first.kill()
    expect((await first.ended)?.type, `run ${at}, killed at ${killAt}`).not.toBe('completed')

    const said = await startEngineProcess({ directory, model }).ended
    if (said?.type !== 'completed') throw new Error(`run ${at}, killed at ${killAt}: ${JSON.stringify(said)}`)
    const [file] = said.files
    expect(file).toMatchObject({ path: 'model.bin', size: SIZE })
    expect(await sha256Of(file?.location as string), `run ${at}, killed at ${killAt}`).toBe(sha256)
    expect(sentBytes() - before - SIZE, `run ${at}, killed at ${killAt}`).toBeLessThanOrEqual(MOST_TWICE)
    await rm(join(directory, model.id), { recursive: true, force: true })
  }
})

function sentBytes(): number {
  return server.requests.reduce((sum, request) => sum + request.bytesSent, 0)
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 2))
}
