import { describe, expect, it } from 'vitest'
import { type Projection, project } from '../../../src/engine/core/project.js'
import { INITIAL_SNAPSHOT } from '../../../src/engine/core/snapshot.js'
import { initialState } from '../../../src/engine/core/state.js'
import { parseTraffic } from '../../../src/engine/core/traffic.js'
import { FIRST_VERSION } from '../../../src/engine/core/version.js'
import { type Core, downloadingCore, openCore, progress } from './given.js'

const FIRST: Projection = { state: initialState(), snapshot: INITIAL_SNAPSHOT }
const shown = (core: Core) => project(core.state, FIRST).snapshot
const view = (core: Core) => shown(core).downloads.a

describe('the account of a download', () => {
  it('adds up what each run fetched, and what of it was of no use', () => {
    const core = downloadingCore()
    core.report('a', 'progress', progress(50, { fetchedBytes: 60, wastedBytes: 10 }))
    core.command({ type: 'pause', id: 'a' })
    core.parked('a', progress(55, { fetchedBytes: 65, wastedBytes: 10 }))
    core.command({ type: 'resume', id: 'a' })
    core.report('a', 'prepared', progress(55, { fetchedBytes: 0 }))
    core.report('a', 'progress', progress(70, { fetchedBytes: 20, wastedBytes: 5 }))
    expect(view(core)).toMatchObject({ fetchedBytes: 85, fetchedBytesInAll: 85, wastedBytes: 15 })
  })

  it('goes on where the journal left off, and tells this start apart', () => {
    const core = downloadingCore()
    const traffic = { fetchedBytes: 1_000, wastedBytes: 300 }
    const record = { ...recordAsWritten(core), retries: 4 }
    const next = openCore()
    next.send({
      type: 'loaded',
      records: [{ record, files: [], committedBytes: 0, traffic }],
      order: [],
      autoResume: true,
    })
    next.report('a', 'prepared', progress(0))
    next.report('a', 'progress', progress(40))
    expect(view(next)).toMatchObject({ fetchedBytes: 40, fetchedBytesInAll: 1_040, wastedBytes: 300, retries: 4 })
  })

  it('tells the connections of the run under way only', () => {
    const core = downloadingCore()
    core.report('a', 'progress', progress(50, { connections: 6 }))
    expect(view(core)?.connections).toBe(6)
    core.command({ type: 'pause', id: 'a' })
    expect(view(core)?.connections).toBe(0)
    core.command({ type: 'resume', id: 'a' })
    expect(view(core)).toMatchObject({ status: 'preparing', connections: 0 })
  })

  it('counts what was tried again, also after progress', () => {
    const core = downloadingCore()
    core.failed('a', 'network')
    core.now += 60_000
    core.send({ type: 'woken' })
    core.report('a', 'prepared', progress(40, { fetchedBytes: 0 }))
    core.report('a', 'progress', progress(60, { fetchedBytes: 20 }))
    core.failed('a', 'not-found')
    expect(view(core)).toMatchObject({ status: 'failed', retries: 1 })
    core.command({ type: 'retry', id: 'a' })
    expect(view(core)).toMatchObject({ attempt: 0, retries: 2 })
  })

  it('keeps what was tried again when the engine closes', () => {
    const core = downloadingCore()
    core.failed('a', 'network')
    expect(core.effects.some(({ type }) => type === 'save')).toBe(false)
    core.send({ type: 'closed' })
    expect(core.effects).toMatchObject([{ type: 'save', id: 'a', record: { intent: 'active', retries: 1 } }])
  })

  it('is zero where what is on disk makes no sense', () => {
    expect(parseTraffic(undefined)).toEqual({ fetchedBytes: 0, wastedBytes: 0 })
    expect(parseTraffic({ fetchedBytes: -1, wastedBytes: 'many' })).toEqual({ fetchedBytes: 0, wastedBytes: 0 })
  })
})

describe('the speed of all downloads', () => {
  it('is the sum of those that have one, and null while nothing downloads', () => {
    const core = downloadingCore()
    core.download('b')
    core.report('b', 'prepared', progress(0))
    expect(shown(core).bytesPerSecond).toBe(40)
    core.now += 1_000
    core.report('b', 'progress', progress(30))
    expect(shown(core).bytesPerSecond).toBe(70)
    core.command({ type: 'pause', id: 'a' })
    core.command({ type: 'pause', id: 'b' })
    expect(shown(core).bytesPerSecond).toBeNull()
  })

  it('has a history of what came in each second, and counts nothing that was found on disk', () => {
    const core = openCore()
    core.download('a')
    core.report('a', 'prepared', progress(60, { fetchedBytes: 0 }))
    core.now += 500
    core.report('a', 'progress', progress(70, { fetchedBytes: 10 }))
    core.now += 1_000
    core.report('a', 'progress', progress(90, { fetchedBytes: 30 }))
    core.now += 1_000
    core.report('a', 'progress', progress(90, { fetchedBytes: 30 }))
    expect(shown(core).speedHistory.bytesPerSecond).toEqual([10, 20])
  })
})

function recordAsWritten(core: Core) {
  const { model, priority, createdAtMs } = core.get('a')
  const kept = { intent: 'active', error: null, unverified: false, startNow: false, allowMetered: false } as const
  return { model, priority, createdAtMs, retries: 0, restarts: 0, version: FIRST_VERSION, adopt: null, ...kept }
}
