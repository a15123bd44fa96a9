import { describe, expect, it } from 'vitest'
import type { DownloadRecord, LoadedRecord } from '../../../src/engine/core/record.js'
import { NO_TRAFFIC } from '../../../src/engine/core/traffic.js'
import { FIRST_VERSION } from '../../../src/engine/core/version.js'
import { Core, downloadingCore, errorData, file, model, NOW, openCore, progress } from './given.js'

function loaded(id: string, fields: Partial<DownloadRecord> = {}, received = 0): LoadedRecord {
  const record: DownloadRecord = {
    model: model(id),
    intent: 'active',
    priority: 'normal',
    error: null,
    unverified: false,
    startNow: false,
    allowMetered: false,
    retries: 0,
    restarts: 0,
    version: FIRST_VERSION,
    adopt: null,
    createdAtMs: NOW,
    ...fields,
  }
  return { record, files: [file(received, `${id}.bin`)], committedBytes: received, traffic: NO_TRAFFIC }
}

function load(core: Core, records: readonly LoadedRecord[], order: readonly string[] = [], autoResume = true): void {
  core.send({ type: 'loaded', records, order, autoResume })
}

const saved = (core: Core): string[] => core.effects.flatMap((effect) => (effect.type === 'save' ? [effect.id] : []))

describe('a journal that has been read', () => {
  it('opens the engine', () => {
    const core = new Core()
    expect(core.state.link).toBe('connecting')
    load(core, [])
    expect(core.state.link).toBe('open')
  })

  it('brings the downloads back in their order, with their bytes', () => {
    const core = new Core()
    load(core, [loaded('a', {}, 40), loaded('b', { intent: 'paused' })], ['b', 'a'])
    expect(core.state.order).toEqual(['b', 'a'])
    expect(core.get('a')).toMatchObject({ files: [{ receivedBytes: 40 }], committedBytes: 40 })
    core.send({ type: 'owner', owner: true })
    expect(core.statuses()).toEqual({ a: 'preparing', b: 'paused' })
  })

  it('puts what the order does not name behind it, oldest first', () => {
    const core = new Core()
    const records = [
      loaded('young', { createdAtMs: 3 }),
      loaded('old', { createdAtMs: 1 }),
      loaded('a', { createdAtMs: 9 }),
    ]
    load(core, records, ['a', 'gone', 'a'])
    expect(core.state.order).toEqual(['a', 'old', 'young'])
  })

  it('starts nothing by itself where it may not', () => {
    const core = new Core()
    load(core, [loaded('a')], [], false)
    core.send({ type: 'owner', owner: true })
    expect(core.statuses()).toEqual({ a: 'paused' })
  })

  it("is not written back while it is another's", () => {
    const core = new Core()
    load(core, [loaded('a')], ['a'])
    core.download('b')
    expect(core.effects).toEqual([])
  })

  it('is not written back when it has just been read', () => {
    const core = new Core()
    core.send({ type: 'owner', owner: true })
    load(core, [loaded('a'), loaded('b', { intent: 'paused' })], ['b'])
    expect(core.effects.map(({ type }) => type)).toEqual(['start'])
  })

  it('read again brings the word of the owner that died', () => {
    const core = new Core()
    load(core, [loaded('a', {}, 10)])
    load(core, [loaded('a', { intent: 'completed' }, 100)])
    expect(core.get('a')).toMatchObject({ status: 'completed', files: [{ receivedBytes: 100 }] })
  })

  it('read again does not touch a run', () => {
    const core = downloadingCore()
    load(core, [loaded('a', { intent: 'paused' })])
    expect(core.get('a').status).toBe('downloading')
  })

  it('is completed by what was asked for before the directory was ours', () => {
    const core = new Core()
    load(core, [])
    core.download('a')
    core.download('b')
    core.command({ type: 'move', id: 'b', beforeId: 'a' })
    core.send({ type: 'owner', owner: true })
    expect(saved(core)).toEqual(['a', 'b'])
    expect(core.effects).toContainEqual({ type: 'save-order', order: ['b', 'a'] })
  })
})

describe('what is kept', () => {
  it('is what the user wants, not every step of the engine', () => {
    const core = openCore()
    const kept = (step: () => unknown): string[] => {
      step()
      return saved(core)
    }
    expect(kept(() => core.download('a'))).toEqual(['a'])
    expect(kept(() => core.report('a', 'prepared', progress(0)))).toEqual([])
    expect(kept(() => core.report('a', 'progress', progress(50)))).toEqual([])
    expect(kept(() => core.failed('a', 'network'))).toEqual([])
    expect(kept(() => core.command({ type: 'pause', id: 'a' }))).toEqual(['a'])
    expect(kept(() => core.command({ type: 'resume', id: 'a' }))).toEqual(['a'])
    expect(kept(() => core.completed('a'))).toEqual(['a'])
  })

  it('comes before the run that it is about', () => {
    const core = openCore()
    core.download('a')
    expect(core.effects.map(({ type }) => type)).toEqual(['save-order', 'save', 'start'])
  })
})

describe('waking', () => {
  it('is asked for when a download waits for a time, once', () => {
    const core = downloadingCore()
    core.failed('a', 'rate-limited', { retryAfterMs: 5_000 })
    expect(core.effects).toEqual([{ type: 'wake', atMs: core.now + 5_000 }])
    core.command({ type: 'configure', settings: { concurrency: 3 } })
    expect(core.effects).toEqual([])
  })

  it('too early is asked for again', () => {
    const core = downloadingCore()
    core.failed('a', 'rate-limited', { retryAfterMs: 5_000 })
    const atMs = core.now + 5_000
    core.now += 4_999
    core.send({ type: 'woken' })
    expect(core.effects).toEqual([{ type: 'wake', atMs }])
    expect(core.get('a').status).toBe('waiting')
  })

  it('in time lets the download go on', () => {
    const core = downloadingCore()
    core.failed('a', 'rate-limited', { retryAfterMs: 5_000 })
    core.now += 5_000
    core.send({ type: 'woken' })
    expect(core.get('a').status).toBe('preparing')
    expect(core.effects).toContainEqual({ type: 'wake', atMs: null })
  })
})

describe('a record that could not be kept', () => {
  it('ends the run and says why', () => {
    const core = downloadingCore()
    const error = errorData('storage-io')
    core.send({ type: 'broken', id: 'a', error })
    expect(core.get('a')).toMatchObject({ status: 'failed', error, throughput: null, pastMs: 1_000 })
    expect(core.effects[0]).toEqual({ type: 'stop', id: 'a', run: 1 })
  })

  it('of a download that waits for nobody changes nothing', () => {
    const core = downloadingCore()
    core.completed('a')
    const before = core.state
    core.send({ type: 'broken', id: 'a', error: errorData('storage-io') })
    core.send({ type: 'broken', id: 'nobody', error: errorData('storage-io') })
    expect(core.state).toBe(before)
  })
})

describe('a closed engine', () => {
  it('refuses commands and hears nothing more', () => {
    const core = downloadingCore()
    core.send({ type: 'closed' })
    expect(core.state.link).toBe('closed')
    const before = core.state
    const { receipt } = core.download('b')
    expect(receipt).toMatchObject({ ok: false, error: { code: 'closed' } })
    core.parked('a', progress(60))
    core.send({ type: 'woken' })
    expect(core.state).toBe(before)
    expect(core.effects).toEqual([])
  })

  it('keeps what ran as wanted', () => {
    const core = downloadingCore()
    core.send({ type: 'closed' })
    expect(core.effects).toEqual([])
  })
})

describe('transition', () => {
  it('gives a receipt to a command and to nothing else', () => {
    const core = openCore()
    expect(core.download('a').receipt).toEqual({ ok: true })
    expect(core.send({ type: 'woken' }).receipt).toBeNull()
    expect(core.report('a', 'prepared', progress(0)).receipt).toBeNull()
  })

  it('is not changed by what it was given', () => {
    const core = downloadingCore()
    const before = core.state
    const copy = structuredClone(before)
    core.command({ type: 'pause', id: 'a' })
    core.download('b')
    expect(before).toEqual(copy)
  })
})
