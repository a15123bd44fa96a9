import { describe, expect, it } from 'vitest'
import { type Projection, project } from '../../../src/engine/core/project.js'
import { INITIAL_SNAPSHOT } from '../../../src/engine/core/snapshot.js'
import { initialState } from '../../../src/engine/core/state.js'
import { type Core, downloadingCore, openCore, progress } from './given.js'

const FIRST: Projection = { state: initialState(), snapshot: INITIAL_SNAPSHOT }

const shown = (core: Core, previous = FIRST): Projection => project(core.state, previous)

describe('project', () => {
  it('shows a download as plain JSON, unknown as null', () => {
    const core = openCore()
    core.download('a', { size: null, name: 'A model' })
    const view = shown(core).snapshot.downloads.a
    expect(JSON.parse(JSON.stringify(view))).toEqual(view)
    expect(view).toMatchObject({
      id: 'a',
      name: 'A model',
      status: 'preparing',
      position: null,
      totalBytes: null,
      receivedBytes: 0,
      bytesPerSecond: null,
      averageBytesPerSecond: null,
      timeLeftMs: null,
      elapsedMs: 0,
    })
  })

  it('shows speed, average and time left while bytes move', () => {
    const view = shown(downloadingCore()).snapshot.downloads.a
    expect(view).toMatchObject({ bytesPerSecond: 40, averageBytesPerSecond: 40, elapsedMs: 1_000, timeLeftMs: 1_500 })
  })

  it('shows no speed and no time left in a pause, but the average and the time spent', () => {
    const core = downloadingCore()
    core.now += 5_000
    core.command({ type: 'pause', id: 'a' })
    const view = shown(core).snapshot.downloads.a
    expect(view).toMatchObject({ bytesPerSecond: null, averageBytesPerSecond: 40, elapsedMs: 1_000, timeLeftMs: null })
  })

  it('shows a speed of 0 and no time left on a stall', () => {
    const core = downloadingCore()
    for (let at = 0; at < 35; at += 1) {
      core.now += 100
      core.report('a', 'progress', progress(40))
    }
    expect(shown(core).snapshot.downloads.a).toMatchObject({ bytesPerSecond: 0, timeLeftMs: null })
  })

  it('shows no time left after a resume until it is sampled, and then that of the new speed', () => {
    const core = downloadingCore()
    core.command({ type: 'pause', id: 'a' })
    core.now += 3_600_000
    core.command({ type: 'resume', id: 'a' })
    core.report('a', 'prepared', progress(40, { fetchedBytes: 0 }))
    expect(shown(core).snapshot.downloads.a).toMatchObject({ timeLeftMs: null, elapsedMs: 1_000 })
    core.now += 1_000
    core.report('a', 'progress', progress(60, { fetchedBytes: 20 }))
    expect(shown(core).snapshot.downloads.a).toMatchObject({
      bytesPerSecond: 20,
      timeLeftMs: 2_000,
      elapsedMs: 2_000,
      averageBytesPerSecond: 30,
    })
  })

  it("shows the digest's own time left while verifying", () => {
    const core = downloadingCore()
    core.report('a', 'verifying', progress(100))
    core.now += 1_000
    core.report('a', 'progress', progress(100, { verifiedBytes: 50 }))
    expect(shown(core).snapshot.downloads.a).toMatchObject({
      verifiedBytes: 50,
      timeLeftMs: 1_000,
      bytesPerSecond: null,
    })
  })

  it('never shows more committed than received', () => {
    const core = downloadingCore()
    core.report('a', 'progress', progress(50, { committedBytes: 90 }))
    expect(shown(core).snapshot.downloads.a).toMatchObject({ receivedBytes: 50, committedBytes: 50 })
  })

  it('numbers those in line from 1, by turn', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    for (const id of ['a', 'b', 'c', 'd']) core.download(id)
    core.command({ type: 'prioritize', id: 'd', priority: 99 })
    const { downloads } = shown(core).snapshot
    expect(Object.values(downloads).map(({ id, position }) => [id, position])).toEqual([
      ['a', null],
      ['b', 2],
      ['c', 3],
      ['d', 1],
    ])
  })

  it('gives the same snapshot for the same state', () => {
    const once = shown(downloadingCore())
    expect(project(once.state, once)).toBe(once)
  })

  it('gives the same snapshot where nothing that it shows has changed', () => {
    const core = downloadingCore()
    const before = shown(core)
    core.state = {
      ...core.state,
      wakeAtMs: 5,
      lastRun: 99,
      downloads: new Map(core.state.downloads).set('a', { ...core.get('a') }),
    }
    expect(shown(core, before).snapshot).toBe(before.snapshot)
  })

  it('keeps the downloads that did not change', () => {
    const core = openCore()
    core.download('a')
    core.download('b')
    const before = shown(core)
    core.report('a', 'prepared', progress(10))
    const after = shown(core, before)
    expect(after.snapshot.downloads.b).toBe(before.snapshot.downloads.b)
    expect(after.snapshot.downloads.a).not.toBe(before.snapshot.downloads.a)
    expect(after.snapshot.order).toBe(before.snapshot.order)
    expect(after.snapshot.revision).toBe(before.snapshot.revision + 1)
  })

  it('changes a download whose place in line changed', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    for (const id of ['a', 'b', 'c']) core.download(id)
    const before = shown(core)
    core.command({ type: 'move', id: 'c', beforeId: 'b' })
    const { downloads } = shown(core, before).snapshot
    expect([downloads.b?.position, downloads.c?.position]).toEqual([2, 1])
    expect(downloads.a).toBe(before.snapshot.downloads.a)
  })

  it('shows one that came in place of one that went', () => {
    const core = openCore()
    core.download('a')
    const before = shown(core)
    core.command({ type: 'remove', id: 'a' })
    core.download('b')
    expect(Object.keys(shown(core, before).snapshot.downloads)).toEqual(['b'])
  })

  it('keeps what was shown of a link, settings and network that did not change', () => {
    const core = downloadingCore()
    const before = shown(core)
    core.send({ type: 'network', network: { online: true, metered: false } })
    const { snapshot } = shown(core, before)
    expect(snapshot.network).toEqual({ online: true, metered: false })
    expect(snapshot.downloads).toBe(before.snapshot.downloads)
    expect(snapshot.settings).toBe(before.snapshot.settings)
    expect(snapshot.capabilities).toBe(before.snapshot.capabilities)
  })
})
