import { describe, expect, it } from 'vitest'
import { openCore, progress } from './given.js'

describe('pauseAll', () => {
  it('pauses what runs, what waits in line and what waits for a time, and leaves alone what ended', () => {
    const core = openCore({ settings: { concurrency: 2 } })
    for (const id of ['done', 'broken', 'later', 'runs', 'too', 'line']) core.download(id)
    core.completed('done')
    core.failed('broken', 'not-found')
    core.failed('later', 'network')
    core.report('runs', 'prepared', progress(0))
    core.command({ type: 'pauseAll' })
    expect(core.statuses()).toEqual({
      done: 'completed',
      broken: 'failed',
      later: 'paused',
      runs: 'paused',
      too: 'paused',
      line: 'paused',
    })
    expect(core.effects.filter(({ type }) => type === 'stop')).toHaveLength(2)
    expect(core.effects.filter(({ type }) => type === 'start')).toEqual([])
  })

  it('changes nothing the second time', () => {
    const core = openCore()
    core.download('a')
    core.command({ type: 'pauseAll' })
    const { state } = core
    expect(core.command({ type: 'pauseAll' })).toEqual({ state, effects: [], receipt: { ok: true } })
    expect(core.state).toBe(state)
  })

  it('does not hold back what is asked for later', () => {
    const core = openCore()
    core.command({ type: 'pauseAll' })
    core.download('a')
    expect(core.get('a').status).toBe('preparing')
  })
})

describe('resumeAll', () => {
  it('goes on with all that are paused, in the order of the user, and with nothing else', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    for (const id of ['a', 'b', 'c', 'd']) core.download(id)
    core.failed('a', 'not-found')
    core.command({ type: 'pause', id: 'd' })
    core.command({ type: 'pauseAll' })
    core.command({ type: 'resumeAll' })
    expect(core.statuses()).toEqual({ a: 'failed', b: 'preparing', c: 'queued', d: 'queued' })
  })
})

describe("in a directory that is another's", () => {
  it.each(['pauseAll', 'resumeAll'] as const)('%s is refused where it would touch what is its', (type) => {
    const core = openCore()
    core.download('a')
    core.download('b')
    core.command({ type: 'pause', id: 'b' })
    core.send({ type: 'owner', owner: false })
    const { state } = core
    expect(core.command({ type }).receipt).toMatchObject({ ok: false, error: { code: 'locked' } })
    expect(core.state).toBe(state)
  })
})
