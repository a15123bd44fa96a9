import { describe, expect, it } from 'vitest'
import type { CheckedCommand } from '../../../src/engine/core/input.js'
import { type Core, downloadingCore, openCore, progress } from './given.js'

function yieldTo(holder: string, bytesPerSecondLimit: number | null, reason = 'inference'): CheckedCommand {
  return { type: 'yield', holder, reason, bytesPerSecondLimit }
}

function limits(core: Core): (number | null)[] {
  return core.effects.flatMap((effect) => (effect.type === 'limit' ? [effect.bytesPerSecond] : []))
}

describe('a yield', () => {
  it('lowers the limit, and the lowest of several counts', () => {
    const core = downloadingCore()
    core.command(yieldTo('a', 5_000))
    expect(limits(core)).toEqual([5_000])
    core.command(yieldTo('b', 1_000))
    expect(limits(core)).toEqual([1_000])
    core.command(yieldTo('b', null))
    expect(limits(core)).toEqual([5_000])
    core.command(yieldTo('a', null))
    expect(limits(core)).toEqual([null])
  })

  it('never raises a limit that is lower', () => {
    const core = openCore({ settings: { bytesPerSecondLimit: 500 } })
    core.command(yieldTo('a', 5_000))
    expect(core.state.limit).toBe(500)
  })

  it('changes nothing the second time, and may be ended twice', () => {
    const core = downloadingCore()
    core.command(yieldTo('a', 5_000))
    const before = core.state
    core.command(yieldTo('a', 5_000))
    expect(core.state).toBe(before)
    core.command(yieldTo('a', null))
    const after = core.state
    core.command(yieldTo('a', null))
    expect(core.state).toBe(after)
  })

  it('of 0 reads nothing at first, and lets the connections go when it lasts', () => {
    const core = downloadingCore()
    core.command(yieldTo('a', 0))
    expect(limits(core)).toEqual([0])
    expect(core.statuses()).toEqual({ a: 'downloading' })
    expect(core.state.wakeAtMs).toBe(core.now + 5_000)
    core.now += 5_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'yield' })
    expect(core.effects.map(({ type }) => type)).toContain('stop')
    core.command(yieldTo('a', null))
    expect(core.statuses()).toEqual({ a: 'preparing' })
    expect(core.state.wakeAtMs).toBe(null)
  })

  it('of 0 is counted on while one holder takes over from another', () => {
    const core = downloadingCore()
    core.command(yieldTo('a', 0))
    core.now += 3_000
    core.command(yieldTo('b', 0))
    core.command(yieldTo('a', null))
    core.now += 2_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'yield' })
  })

  it('of 0 starts nothing, short as it may be', () => {
    const core = openCore()
    core.command(yieldTo('a', 0))
    core.download('m')
    expect(core.statuses()).toEqual({ m: 'queued' })
    core.command(yieldTo('a', null))
    expect(core.statuses()).toEqual({ m: 'preparing' })
  })

  it('of 0 lets a digest go on', () => {
    const core = downloadingCore()
    core.report('a', 'verifying', progress(100))
    core.command(yieldTo('x', 0))
    core.now += 60_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'verifying' })
  })

  it('stays short after the clock was put back', () => {
    const core = downloadingCore()
    core.command(yieldTo('a', 0))
    core.now -= 3_600_000
    core.send({ type: 'woken' })
    expect(core.state.wakeAtMs).toBe(core.now + 5_000)
  })

  it.each<[string, unknown]>([
    ['a negative limit', yieldTo('a', -1)],
    ['no number', yieldTo('a', Number.NaN)],
    ['half a byte', yieldTo('a', 0.5)],
    ['no holder', yieldTo('', 0)],
    ['no reason', yieldTo('a', 0, '')],
    ['a novel for a reason', yieldTo('a', 0, 'x'.repeat(201))],
    ['nothing at all', { type: 'yield' }],
  ])('is refused with %s', (_, command) => {
    const core = openCore()
    expect(core.command(command as CheckedCommand).receipt).toMatchObject({ error: { code: 'invalid-command' } })
  })

  it('is refused to the hundred and first holder', () => {
    const core = openCore()
    for (let at = 0; at < 100; at += 1) core.command(yieldTo(`${at}`, 0))
    expect(core.command(yieldTo('more', 0)).receipt).toMatchObject({ error: { code: 'invalid-command' } })
    expect(core.command(yieldTo('7', null)).receipt).toEqual({ ok: true })
  })
})
