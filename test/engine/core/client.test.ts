import { describe, expect, it } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import type { Answer, Command, Located } from '../../../src/engine/core/command.js'
import { EngineError, isEngineError, toErrorData } from '../../../src/engine/core/errors.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createFakeEngine } from '../remote/fake-engine.js'

const LOCATED: Located = { id: 'm', files: [{ path: 'm.onnx', location: '/models/m/m.onnx', size: 4 }] }

function create() {
  const engine = createFakeEngine()
  return { engine, client: createClient(engine) }
}

/** Follows a promise without waiting for it. */
function follow<T>(promise: Promise<T>) {
  const seen: { value: T | null; error: unknown; isSettled: boolean } = { value: null, error: null, isSettled: false }
  promise.then(
    (value) => Object.assign(seen, { value, isSettled: true }),
    (error: unknown) => Object.assign(seen, { error, isSettled: true }),
  )
  return seen
}

describe('createClient', () => {
  it('turns each verb into its command', async () => {
    const { engine, client } = create()
    await client.download({ id: 'm' }, { priority: 'essential' })
    await client.pause('m')
    await client.resume('m')
    await client.cancel('m', { keepPartial: true })
    await client.retry('m')
    await client.remove('m')
    await client.prioritize('m', 'background')
    await client.move('m', null)
    await client.verify('m')
    await client.adopt({ id: 'm' }, '/tmp/m.onnx', { link: true })
    await client.discard('m')
    await client.sweep(1_000)
    await client.configure({ concurrency: 3 })
    expect(engine.commands).toEqual<Command[]>([
      { type: 'download', model: { id: 'm' }, priority: 'essential' },
      { type: 'pause', id: 'm' },
      { type: 'resume', id: 'm' },
      { type: 'cancel', id: 'm', keepPartial: true },
      { type: 'retry', id: 'm' },
      { type: 'remove', id: 'm' },
      { type: 'prioritize', id: 'm', priority: 'background' },
      { type: 'move', id: 'm', beforeId: null },
      { type: 'verify', id: 'm' },
      { type: 'adopt', model: { id: 'm' }, location: '/tmp/m.onnx', link: true },
      { type: 'discard', id: 'm' },
      { type: 'sweep', olderThanMs: 1_000 },
      { type: 'configure', settings: { concurrency: 3 } },
    ])
  })

  it('rejects with an EngineError of the receipt when a command is refused', async () => {
    const { engine, client } = create()
    const error = toErrorData(new EngineError('unknown-download', 'There is none.'))
    engine.onCommand = async () => ({ ok: false, error })
    const thrown = await client.pause('m').catch((reason: unknown) => reason)
    expect(isEngineError(thrown, 'unknown-download')).toBe(true)
    expect(thrown).toMatchObject(error)
  })

  it('gives the value of an answer, and rejects when the query is refused', async () => {
    const { engine, client } = create()
    const availability = { id: 'm', status: 'partial', bytes: 3, totalBytes: 4, verified: false }
    engine.onQuery = async () => ({ ok: true, value: availability }) as Answer
    expect(await client.availability({ id: 'm', url: 'https://models.example/m.onnx' })).toEqual(availability)
    engine.onQuery = async () => ({ ok: false, error: toErrorData(new EngineError('storage-io', 'Broken.')) })
    await expect(client.storage()).rejects.toMatchObject({ name: 'EngineError', code: 'storage-io' })
  })
})

describe('whenCompleted', () => {
  it('resolves with the files once the download is completed', async () => {
    const { engine, client } = create()
    engine.onQuery = async () => ({ ok: true, value: LOCATED })
    engine.showDownload({ id: 'm', status: 'downloading' })
    const seen = follow(client.whenCompleted('m'))
    for (const status of ['paused', 'waiting', 'queued', 'verifying'] as const) {
      engine.showDownload({ id: 'm', status })
      await settle()
      expect(seen.isSettled).toBe(false)
    }
    engine.showDownload({ id: 'm', status: 'completed' })
    await settle()
    expect(seen.value).toEqual(LOCATED)
    expect(engine.listeners()).toBe(0)
  })

  it("rejects with the download's own error when it failed", async () => {
    const { engine, client } = create()
    engine.showDownload({ id: 'm', status: 'downloading' })
    const seen = follow(client.whenCompleted('m'))
    engine.showDownload({ id: 'm', status: 'failed', error: toErrorData(new EngineError('disk-full', 'No room.')) })
    await settle()
    expect(isEngineError(seen.error, 'disk-full')).toBe(true)
  })

  it('rejects with cancelled when it was cancelled, and when it vanished after it had been seen', async () => {
    const { engine, client } = create()
    engine.showDownload({ id: 'm', status: 'downloading' })
    engine.showDownload({ id: 'n', status: 'downloading' })
    const cancelled = follow(client.whenCompleted('m'))
    const vanished = follow(client.whenCompleted('n'))
    engine.showDownload({ id: 'm', status: 'cancelled' })
    const { n: _gone, ...downloads } = engine.getSnapshot().downloads
    engine.show({ downloads, order: ['m'] })
    await settle()
    expect(isEngineError(cancelled.error, 'cancelled')).toBe(true)
    expect(isEngineError(vanished.error, 'cancelled')).toBe(true)
  })

  it('resolves for a model that is usable without a download', async () => {
    const { engine, client } = create()
    engine.onQuery = async () => ({ ok: true, value: LOCATED })
    expect(await client.whenCompleted('m')).toEqual(LOCATED)
  })

  it('rejects with unknown-download for a model that nobody asked for, whatever its name', async () => {
    const { client } = create()
    await expect(client.whenCompleted('m')).rejects.toMatchObject({ code: 'unknown-download' })
    await expect(client.whenCompleted('constructor')).rejects.toMatchObject({ code: 'unknown-download' })
  })

  it('waits while the link is connecting or lost, and looks again when it is open', async () => {
    const { engine, client } = create()
    engine.show({ link: 'connecting' })
    const seen = follow(client.whenCompleted('m'))
    await settle()
    expect(engine.queries).toEqual([])
    engine.showDownload({ id: 'm', status: 'downloading' })
    engine.show({ link: 'open' })
    engine.show({ link: 'lost', downloads: {}, order: [] })
    await settle()
    expect(seen.isSettled).toBe(false)
    engine.onQuery = async () => ({ ok: true, value: LOCATED })
    engine.show({ link: 'connecting' })
    engine.showDownload({ id: 'm', status: 'completed' })
    engine.show({ link: 'open' })
    await settle()
    expect(seen.value).toEqual(LOCATED)
  })

  it('keeps waiting when the download is asked for while it looks', async () => {
    const { engine, client } = create()
    let answer: (value: Answer) => void = () => undefined
    engine.onQuery = () =>
      new Promise((resolve) => {
        answer = resolve
      })
    const seen = follow(client.whenCompleted('m'))
    engine.showDownload({ id: 'm', status: 'queued' })
    answer({ ok: true, value: null })
    await settle()
    expect(seen.isSettled).toBe(false)
    engine.showDownload({ id: 'm', status: 'completed' })
    answer({ ok: true, value: LOCATED })
    await settle()
    expect(seen.value).toEqual(LOCATED)
  })

  it('rejects with closed when the engine closes', async () => {
    const { engine, client } = create()
    engine.showDownload({ id: 'm', status: 'downloading' })
    const seen = follow(client.whenCompleted('m'))
    await engine.close()
    await settle()
    expect(isEngineError(seen.error, 'closed')).toBe(true)
  })

  it('says that the files are gone when a completed model is not where it should be', async () => {
    const { engine, client } = create()
    engine.showDownload({ id: 'm', status: 'completed' })
    await expect(client.whenCompleted('m')).rejects.toMatchObject({ code: 'storage-io' })
  })

  it("stops waiting with the signal's reason, and lets go of the engine", async () => {
    const { engine, client } = create()
    engine.showDownload({ id: 'm', status: 'downloading' })
    const aborter = new AbortController()
    const reason = new Error('left the page')
    const seen = follow(client.whenCompleted('m', { signal: aborter.signal }))
    aborter.abort(reason)
    await settle()
    expect(seen.error).toBe(reason)
    expect(engine.listeners()).toBe(0)
    await expect(client.whenCompleted('m', { signal: aborter.signal })).rejects.toBe(reason)
    expect(engine.listeners()).toBe(0)
  })
})
