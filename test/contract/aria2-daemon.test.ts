import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAria2Mover } from '../../src/engine/aria2/aria2-mover.js'
import { type ConnectAria2Options, connectAria2Engine } from '../../src/engine/aria2/index.js'
import { createJsonRpc } from '../../src/engine/aria2/json-rpc.js'
import { type Client, createClient } from '../../src/engine/core/client.js'
import { connectMover } from '../../src/engine/mover/connect-mover.js'
import type { MoverProgress } from '../../src/engine/mover/mover.js'
import { temporaryDirectory } from '../engine/node/temporary-directory.js'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { type Aria2Daemon, overNode, startAria2 } from './aria2-daemon.js'

const LIMIT = 'max-overall-download-limit'
const SIZE = 3_000_000
const LARGE = 24 * 2 ** 20
const PATIENCE = { timeout: 20_000 }

let daemon: Aria2Daemon
let server: ModelServer
let options: ConnectAria2Options

beforeEach(async () => {
  daemon = await started()
  server = await createModelServer({
    files: {
      '/model.bin': { generate: SIZE, seed: 1 },
      '/a.bin': { generate: LARGE, seed: 2 },
      '/b.bin': { generate: LARGE, seed: 3 },
    },
  })
  const opened = server
  onTestFinished(() => opened.close())
  options = { ...overNode, url: daemon.url, secret: daemon.secret, directory: temporaryDirectory(), pollMs: 10 }
})

async function started(at?: Aria2Daemon): Promise<Aria2Daemon> {
  const starting = await startAria2(at)
  onTestFinished(() => starting.kill())
  return starting
}

function clientOf(more: Partial<ConnectAria2Options>): Client {
  const engine = connectAria2Engine({ ...options, ...more })
  onTestFinished(() => engine.close())
  return createClient(engine)
}

describe("the daemon's limit", () => {
  it('is the one of the settings, holds, and is gone when the engine is', async () => {
    const engine = connectAria2Engine({ ...options, bytesPerSecondLimit: 1_000_000, connections: 1 })
    onTestFinished(() => engine.close())
    const client = createClient(engine)
    const began = performance.now()
    await client.download({ id: 'model', url: `${server.url}/model.bin` })
    await vi.waitFor(async () => expect(await daemon.globalOption(LIMIT)).toBe('1000000'), PATIENCE)
    await client.whenCompleted('model')
    expect(performance.now() - began).toBeGreaterThan(2_000)
    await client.configure({ bytesPerSecondLimit: 2_500_000.7 })
    await vi.waitFor(async () => expect(await daemon.globalOption(LIMIT)).toBe('2500000'), PATIENCE)
    await engine.close()
    expect(await daemon.globalOption(LIMIT)).toBe('0')
  })

  it('of an engine that was killed does not hold the next one back', async () => {
    // Never closed: what it has set stays, and one byte a second is as good as none.
    const killed = createClient(connectAria2Engine(options))
    await killed.yield('an app is busy')
    await vi.waitFor(async () => expect(await daemon.globalOption(LIMIT)).toBe('1'), PATIENCE)
    const client = clientOf({})
    await client.download({ id: 'model', url: `${server.url}/model.bin` })
    await client.whenCompleted('model')
    expect(await daemon.globalOption(LIMIT)).toBe('0')
  })

  it('is set again at a daemon that was started anew', async () => {
    server.setLine('/model.bin', 500_000)
    const client = clientOf({ bytesPerSecondLimit: 9_000_000, retry: { minMs: 20, maxMs: 100 } })
    await client.download({ id: 'model', url: `${server.url}/model.bin` })
    await vi.waitFor(async () => expect(await daemon.globalOption(LIMIT)).toBe('9000000'), PATIENCE)
    await daemon.kill()
    server.setLine('/model.bin', null)
    const next = await started(daemon)
    await client.whenCompleted('model')
    expect(await next.globalOption(LIMIT)).toBe('9000000')
  })
})

describe('proving a model of two files', () => {
  it('shows how far the daemon is with all of it, also while one file waits for the other', async () => {
    const { client, reports } = await watched()
    await client.whenCompleted('pair')
    const proving = reports.slice(reports.findIndex(({ phase }) => phase === 'verify'))
    expect(proving.every(({ phase }) => phase === 'verify')).toBe(true)
    const verified = proving.map(({ verifiedBytes = 0 }) => verifiedBytes)
    expect(verified).toEqual([...verified].sort((a, b) => a - b))
    expect(verified.some((bytes) => bytes > 0 && bytes < LARGE)).toBe(true)
    expect(verified.some((bytes) => bytes > LARGE && bytes < 2 * LARGE)).toBe(true)
    expect(proving.every(({ files }) => files.every(({ receivedBytes }) => receivedBytes === LARGE))).toBe(true)
  })

  it('again shows how far the disk is', async () => {
    const { client, reports } = await watched()
    await client.whenCompleted('pair')
    reports.length = 0
    await client.verify('pair')
    await client.whenCompleted('pair')
    const verified = reports.map(({ verifiedBytes = 0 }) => verifiedBytes)
    expect(verified).toEqual([...verified].sort((a, b) => a - b))
    expect(verified[0]).toBe(0)
    expect(verified.some((bytes) => bytes > 0 && bytes < LARGE)).toBe(true)
    expect(verified.some((bytes) => bytes > LARGE && bytes < 2 * LARGE)).toBe(true)
    expect(verified.at(-1)).toBe(2 * LARGE)
  })

  async function watched(): Promise<{ client: Client; reports: MoverProgress[] }> {
    const reports: MoverProgress[] = []
    const rpc = createJsonRpc(
      () => (overNode.webSocket as NonNullable<typeof overNode.webSocket>)(daemon.url),
      daemon.secret,
    )
    const mover = createAria2Mover(rpc, options)
    const engine = connectMover({
      ...mover,
      move: (job) =>
        mover.move({
          ...job,
          report(progress) {
            reports.push(progress)
            job.report(progress)
          },
        }),
    })
    onTestFinished(() => engine.close())
    const client = createClient(engine)
    const files = ['a.bin', 'b.bin'].map(async (path) => ({
      path,
      url: `${server.url}/${path}`,
      size: LARGE,
      sha256: await server.sha256(`/${path}`),
    }))
    await client.download({ id: 'pair', files: await Promise.all(files) })
    return { client, reports }
  }
})
