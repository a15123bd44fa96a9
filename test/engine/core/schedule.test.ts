import { describe, expect, it } from 'vitest'
import { nextWake } from '../../../src/engine/core/schedule.js'
import { queueOrder } from '../../../src/engine/core/slots.js'
import { Core, downloadingCore, openCore, progress } from './given.js'

const online = { online: true, metered: false }
const offline = { online: false, metered: null }
const metered = { online: true, metered: true }

describe('queueOrder', () => {
  it('goes by priority, then by the order of the user', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    core.download('running')
    for (const id of ['a', 'b', 'c', 'd']) core.download(id)
    core.command({ type: 'prioritize', id: 'c', priority: 1 })
    core.command({ type: 'prioritize', id: 'a', priority: 'background' })
    core.command({ type: 'move', id: 'd', beforeId: 'b' })
    expect(queueOrder(core.state)).toEqual(['c', 'd', 'b', 'a'])
  })
})

describe('the slots', () => {
  it('are filled up to the concurrency, and no further', () => {
    const core = openCore({ settings: { concurrency: 2 } })
    for (const id of ['a', 'b', 'c']) core.download(id)
    expect(core.statuses()).toEqual({ a: 'preparing', b: 'preparing', c: 'queued' })
  })

  it.each([
    ['pauses', (core: Core) => core.command({ type: 'pause', id: 'a' })],
    ['is cancelled', (core: Core) => core.command({ type: 'cancel', id: 'a' })],
    ['is removed', (core: Core) => core.command({ type: 'remove', id: 'a' })],
    ['fails', (core: Core) => core.failed('a', 'not-found')],
    ['has to try again later', (core: Core) => core.failed('a', 'network')],
    ['completes', (core: Core) => core.completed('a')],
    [
      'breaks',
      (core: Core) =>
        core.send({
          type: 'broken',
          id: 'a',
          error: { code: 'storage-io', message: '', retryable: false, action: null },
        }),
    ],
  ])('go to the next in line when one %s', (_, end) => {
    const core = openCore({ settings: { concurrency: 1 } })
    core.download('a')
    core.download('b')
    end(core)
    expect(core.get('b').status).toBe('preparing')
    const { run, model, version, task } = core.get('b')
    expect(core.effects).toContainEqual({ type: 'start', id: 'b', run, model, version, task })
  })

  it('grow in number at once when the user says so', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    for (const id of ['a', 'b', 'c']) core.download(id)
    core.command({ type: 'configure', settings: { concurrency: 3 } })
    expect(core.statuses()).toEqual({ a: 'preparing', b: 'preparing', c: 'preparing' })
  })

  it('are given back by the least urgent when their number shrinks', () => {
    const core = openCore({ settings: { concurrency: 3 } })
    for (const id of ['a', 'b', 'c', 'd']) core.download(id)
    core.command({ type: 'prioritize', id: 'a', priority: 'background' })
    core.command({ type: 'configure', settings: { concurrency: 1 } })
    expect(core.statuses()).toEqual({ a: 'queued', b: 'preparing', c: 'queued', d: 'queued' })
    expect(core.effects).toEqual([
      { type: 'stop', id: 'a', run: 1 },
      { type: 'stop', id: 'c', run: 3 },
    ])
    core.completed('b')
    expect(core.statuses()).toMatchObject({ a: 'queued', c: 'preparing', d: 'queued' })
  })

  it('stay with the one whose digest is under way when their number shrinks, among equals', () => {
    const core = openCore({ settings: { concurrency: 2 } })
    core.download('a')
    core.download('b')
    core.report('b', 'prepared', progress(0))
    core.report('b', 'verifying', progress(100))
    core.command({ type: 'configure', settings: { concurrency: 1 } })
    expect(core.statuses()).toEqual({ a: 'queued', b: 'verifying' })
  })

  it('stay empty until the journal has been read', () => {
    const core = new Core()
    core.send({ type: 'owner', owner: true })
    core.download('a')
    expect(core.get('a').status).toBe('queued')
    core.send({ type: 'loaded', records: [], order: [], autoResume: true })
    expect(core.get('a').status).toBe('preparing')
  })

  it('give each run a number of its own, larger than any before', () => {
    const core = openCore()
    core.download('a')
    core.download('b')
    core.command({ type: 'pause', id: 'a' })
    core.command({ type: 'resume', id: 'a' })
    expect([core.get('b').run, core.get('a').run]).toEqual([2, 3])
  })
})

describe("a directory that is another process's", () => {
  it('holds every download until it is ours', () => {
    const core = new Core()
    core.send({ type: 'loaded', records: [], order: [], autoResume: true })
    core.download('a')
    expect(core.statuses()).toEqual({ a: 'lock' })
    core.send({ type: 'owner', owner: true })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('ends the runs when it is lost, and starts them again when it is ours again', () => {
    const core = downloadingCore()
    const { run } = core.get('a')
    core.send({ type: 'owner', owner: false })
    expect(core.statuses()).toEqual({ a: 'lock' })
    expect(core.effects).toEqual([{ type: 'stop', id: 'a', run }])
    core.send({ type: 'owner', owner: true })
    expect(core.get('a')).toMatchObject({ status: 'preparing', run: run + 1, files: [{ receivedBytes: 40 }] })
  })

  it('holds what waited for another reason when its time comes', () => {
    const core = openCore()
    core.download('a')
    core.failed('a', 'network')
    core.send({ type: 'owner', owner: false })
    expect(core.statuses()).toEqual({ a: 'retry' })
    core.now += 60_000
    core.send({ type: 'woken' })
    expect(core.get('a')).toMatchObject({ status: 'waiting', reason: 'lock', untilMs: null })
  })
})

describe('being offline', () => {
  it('holds what is in line and lets it go when the network is back', () => {
    const core = openCore()
    core.send({ type: 'network', network: offline })
    core.download('a')
    expect(core.statuses()).toEqual({ a: 'offline' })
    core.send({ type: 'network', network: online })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('leaves a run to find out by itself, for the system may be wrong', () => {
    const core = downloadingCore()
    core.send({ type: 'network', network: offline })
    expect(core.get('a').status).toBe('downloading')
  })
})

describe('a metered connection', () => {
  it('ends a run that spends bytes, and goes on when the user allows it', () => {
    const core = downloadingCore()
    core.send({ type: 'network', network: metered })
    expect(core.statuses()).toEqual({ a: 'metered' })
    expect(core.effects).toContainEqual({ type: 'stop', id: 'a', run: 1 })
    core.command({ type: 'configure', settings: { metered: 'allow' } })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('does not end a digest, which spends none', () => {
    const core = downloadingCore()
    core.report('a', 'verifying', progress(100))
    core.send({ type: 'network', network: metered })
    expect(core.get('a').status).toBe('verifying')
  })

  it('holds nothing where the user allowed it', () => {
    const core = openCore({ settings: { metered: 'allow' } })
    core.send({ type: 'network', network: metered })
    core.download('a')
    expect(core.get('a').status).toBe('preparing')
  })

  it('gives way to the graver reason', () => {
    const core = openCore()
    core.send({ type: 'network', network: metered })
    core.download('a')
    core.send({ type: 'network', network: offline })
    expect(core.statuses()).toEqual({ a: 'offline' })
    core.send({ type: 'network', network: metered })
    expect(core.statuses()).toEqual({ a: 'metered' })
  })
})

describe('nextWake', () => {
  it('is the earliest time that a download waits for', () => {
    const core = openCore()
    core.download('a')
    core.download('b')
    core.failed('a', 'rate-limited', { retryAfterMs: 90_000 })
    core.failed('b', 'rate-limited', { retryAfterMs: 30_000 })
    expect(nextWake(core.state, core.now)).toBe(core.now + 30_000)
    core.now += 30_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'rate-limited', b: 'preparing' })
    expect(core.effects).toContainEqual({ type: 'wake', atMs: core.now + 60_000 })
  })

  it('is none where nothing waits for a time', () => {
    const core = openCore()
    core.send({ type: 'network', network: offline })
    core.download('a')
    expect(nextWake(core.state, core.now)).toBeNull()
  })
})
