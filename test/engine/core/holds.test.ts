import { describe, expect, it } from 'vitest'
import type { CheckedCommand } from '../../../src/engine/core/input.js'
import { Core, model, openCore, progress } from './given.js'

const NIGHT = {
  timeZone: 'UTC',
  windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00', bytesPerSecondLimit: null }],
}
const NOON = Date.parse('2026-01-05T12:00Z')
const OPENS = Date.parse('2026-01-05T22:00Z')
const CLOSES = Date.parse('2026-01-06T06:00Z')

function codeOf(core: Core, command: CheckedCommand): string {
  const { receipt } = core.command(command)
  return receipt?.ok === false ? receipt.error.code : 'taken'
}

/** At noon, with a schedule for the night. */
function nightCore(): Core {
  const core = new Core({ settings: { schedule: NIGHT } })
  core.now = NOON
  core.send({ type: 'loaded', records: [], order: [], autoResume: true })
  core.send({ type: 'owner', owner: true })
  return core
}

/** The same as the window is open, with `a` on its way. */
function runningAtNight(): Core {
  const core = nightCore()
  core.now = OPENS
  core.send({ type: 'woken' })
  core.download('a')
  core.report('a', 'prepared', progress(0))
  return core
}

describe('a schedule', () => {
  it('lets downloads wait outside its windows, says until when, and asks to be woken then', () => {
    const core = nightCore()
    core.download('a')
    expect(core.get('a')).toMatchObject({ status: 'waiting', reason: 'schedule', untilMs: OPENS })
    expect(core.state.wakeAtMs).toBe(OPENS)
    core.now = OPENS
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'preparing' })
    expect(core.state.wakeAtMs).toBe(CLOSES)
  })

  it('stops what runs when the window closes, with the time of the next one', () => {
    const core = runningAtNight()
    core.now = CLOSES
    core.send({ type: 'woken' })
    expect(core.get('a')).toMatchObject({ status: 'waiting', reason: 'schedule', untilMs: OPENS + 86_400_000 })
    expect(core.effects.map(({ type }) => type)).toContain('stop')
  })

  it('lets a digest go on that is under way when the window closes', () => {
    const core = runningAtNight()
    core.report('a', 'verifying', progress(100))
    core.now = CLOSES
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'verifying' })
  })

  it('is seen by any step after a sleep over the edge, and by one after the clock was put back', () => {
    const core = runningAtNight()
    core.now = CLOSES + 3_600_000
    core.report('a', 'progress', progress(10))
    expect(core.statuses()).toEqual({ a: 'schedule' })
    core.now = CLOSES - 3_600_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('stops what still runs though the system says that there is no network', () => {
    const core = runningAtNight()
    core.send({ type: 'network', network: { online: false, metered: null } })
    core.report('a', 'progress', progress(10))
    expect(core.statuses()).toEqual({ a: 'downloading' })
    core.now = CLOSES
    core.report('a', 'progress', progress(20))
    expect(core.statuses()).toEqual({ a: 'offline' })
    core.send({ type: 'network', network: { online: true, metered: null } })
    expect(core.statuses()).toEqual({ a: 'schedule' })
  })

  it('takes hold at once when it is set, and lets go at once when it is taken away', () => {
    const core = openCore()
    core.now = NOON
    core.download('a')
    core.command({ type: 'configure', settings: { schedule: NIGHT } })
    expect(core.statuses()).toEqual({ a: 'schedule' })
    core.command({ type: 'configure', settings: { schedule: null } })
    expect(core.statuses()).toEqual({ a: 'preparing' })
    expect(core.state.wakeAtMs).toBe(null)
  })

  it('follows the machine to another time zone', () => {
    const core = nightCore()
    core.command({ type: 'configure', settings: { schedule: { ...NIGHT, timeZone: null } } })
    core.download('a')
    expect(core.statuses()).toEqual({ a: 'schedule' })
    core.send({ type: 'zone', timeZone: 'Asia/Tokyo' })
    core.now = Date.parse('2026-01-05T13:00Z')
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('waits for a retry first and for the window then', () => {
    const core = runningAtNight()
    core.now = CLOSES - 10
    core.failed('a', 'network', { random: 0.9 })
    core.now = CLOSES
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'retry' })
    core.now = CLOSES + 60_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'schedule' })
  })
})

describe('a download that is told to start now', () => {
  it.each(['resume', 'retry'] as const)('runs outside the windows after %s, and no other does', (type) => {
    const core = nightCore()
    core.download('a')
    core.download('b')
    core.command({ type, id: 'a', startNow: true })
    expect(core.statuses()).toEqual({ a: 'preparing', b: 'schedule' })
    expect(core.get('a').startNow).toBe(true)
  })

  it('may be told so as it is asked for', () => {
    const core = nightCore()
    core.command({ type: 'download', model: model('a'), startNow: true })
    core.download('b')
    core.command({ type: 'download', model: model('b'), startNow: true })
    expect(core.statuses()).toEqual({ a: 'preparing', b: 'preparing' })
  })

  it('goes on so over failures and restarts of the engine', () => {
    const core = nightCore()
    core.download('a')
    core.command({ type: 'resume', id: 'a', startNow: true })
    const saved = core.effects.find((effect) => effect.type === 'save')
    expect(saved).toMatchObject({ record: { startNow: true } })
    core.failed('a', 'network')
    core.now += 60_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('keeps to the schedule again once it was paused', () => {
    const core = nightCore()
    core.download('a')
    core.command({ type: 'resume', id: 'a', startNow: true })
    core.command({ type: 'pause', id: 'a' })
    expect(core.get('a').startNow).toBe(false)
    core.command({ type: 'resume', id: 'a' })
    expect(core.statuses()).toEqual({ a: 'schedule' })
  })

  it.each(['cancel', 'complete'] as const)('is like any other after %s', (how) => {
    const core = nightCore()
    core.download('a')
    core.command({ type: 'resume', id: 'a', startNow: true })
    if (how === 'cancel') core.command({ type: 'cancel', id: 'a' })
    else core.completed('a')
    expect(core.get('a').startNow).toBe(false)
  })
})

describe('a metered connection', () => {
  const metered = (core: Core): void => {
    core.send({ type: 'network', network: { online: true, metered: true } })
  }

  it('holds downloads until one is allowed, where the setting is to ask', () => {
    const core = openCore()
    core.download('a')
    core.download('b')
    metered(core)
    expect(core.statuses()).toEqual({ a: 'metered', b: 'metered' })
    core.command({ type: 'resume', id: 'a', allowMetered: true })
    expect(core.statuses()).toEqual({ a: 'preparing', b: 'metered' })
    core.command({ type: 'pause', id: 'a' })
    core.command({ type: 'resume', id: 'a' })
    expect(core.statuses()).toEqual({ a: 'metered', b: 'metered' })
  })

  it('holds all of them where the setting is to wait, and refuses to allow one', () => {
    const core = openCore()
    core.download('a')
    metered(core)
    core.command({ type: 'resume', id: 'a', allowMetered: true })
    core.command({ type: 'configure', settings: { metered: 'wait' } })
    expect(core.statuses()).toEqual({ a: 'metered' })
    expect(codeOf(core, { type: 'resume', id: 'a', allowMetered: true })).toBe('invalid-command')
    core.command({ type: 'configure', settings: { metered: 'allow' } })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('refuses what is neither true nor false', () => {
    const core = openCore()
    core.download('a')
    expect(codeOf(core, { type: 'resume', id: 'a', startNow: 'yes' as never })).toBe('invalid-command')
  })
})
