import { describe, expect, it } from 'vitest'
import { type Core, downloadingCore, openCore } from './given.js'

const ORIGIN = 'https://models.test'

/** What is asked now; time goes on until the core wants to be woken, `ms` at most. */
function asked(core: Core, ms: number): number[] {
  const [from, until] = [core.now, core.now + ms]
  const times: number[] = []
  while (core.state.wakeAtMs !== null && core.state.wakeAtMs <= until && core.statuses().a === 'retry') {
    core.now = core.state.wakeAtMs
    core.send({ type: 'woken' })
    for (const effect of core.effects) {
      if (effect.type !== 'probe') continue
      expect(effect).toMatchObject({ origin: ORIGIN, url: `${ORIGIN}/a.bin` })
      times.push(core.now - from)
    }
  }
  return times
}

function answer(core: Core, isReachable: boolean): void {
  core.send({ type: 'probed', origin: ORIGIN, isReachable })
}

/** A core whose download failed for the sixth time, so that it waits for almost half a minute. */
function brokenCore(code: 'network' | 'captive-portal' | 'http-status' = 'network'): Core {
  const core = downloadingCore()
  for (let attempt = 1; attempt <= 6; attempt += 1) {
    core.failed('a', code, { random: 0.9 })
    if (attempt === 6) break
    core.now = core.get('a').untilMs as number
    core.send({ type: 'woken' })
  }
  return core
}

describe('a download that waits for its line', () => {
  it('has its origin asked soon, and then at least every two seconds', () => {
    expect(asked(brokenCore(), 8_000)).toEqual([500, 2_000, 3_500, 5_000, 6_500, 8_000])
  })

  it('goes on as soon as its origin answers again', () => {
    const core = brokenCore()
    asked(core, 2_000)
    answer(core, false)
    asked(core, 2_000)
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'preparing' })
    expect(core.get('a').attempt).toBe(6)
  })

  it('keeps to its time between tries where the origin answered all the while: the trouble is another', () => {
    const core = brokenCore()
    asked(core, 500)
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'retry' })
    expect(asked(core, 20_000)).toEqual([])
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'retry' })
  })

  it('has its origin asked again after the next try failed, and what was known of it still counts', () => {
    const core = brokenCore()
    asked(core, 500)
    answer(core, false)
    core.now = core.get('a').untilMs as number
    core.send({ type: 'woken' })
    core.failed('a', 'network', { random: 0.9 })
    expect(asked(core, 500)).toEqual([500])
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('is not asked for while the system says that there is no network, and goes on when it says otherwise', () => {
    const core = downloadingCore()
    core.send({ type: 'network', network: { online: false, metered: null } })
    core.failed('a', 'network')
    expect(core.statuses()).toEqual({ a: 'offline' })
    core.now += 60_000
    core.send({ type: 'woken' })
    expect(core.effects.filter(({ type }) => type === 'probe')).toEqual([])
    core.send({ type: 'network', network: { online: true, metered: null } })
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('goes on at the first answer where the machine had no network at all', () => {
    const core = downloadingCore()
    core.failed('a', 'network', { isOffline: true })
    core.now += 500
    core.send({ type: 'woken' })
    expect(core.effects).toMatchObject([{ type: 'probe', origin: ORIGIN }, { type: 'wake' }])
    answer(core, false)
    expect(core.statuses()).toEqual({ a: 'offline' })
    expect(core.state.wakeAtMs).toBe(core.now + 1_500)
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'preparing' })
    core.failed('a', 'network', { isOffline: true })
    core.now += 500
    core.send({ type: 'woken' })
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('is not asked for while a policy would hold it anyway', () => {
    const core = brokenCore()
    core.send({ type: 'network', network: { online: null, metered: true } })
    expect(asked(core, 10_000)).toEqual([])
  })

  it('waits behind a sign-in page however long it takes, and has the origin asked whether it is gone', () => {
    const core = brokenCore('captive-portal')
    expect(asked(core, 2_000)).toEqual([500, 2_000])
    answer(core, false)
    for (let attempt = 0; attempt < 100; attempt += 1) {
      core.now = core.get('a').untilMs as number
      core.send({ type: 'woken' })
      core.failed('a', 'captive-portal', { random: 0.9 })
    }
    expect(core.get('a')).toMatchObject({ status: 'waiting', reason: 'retry', error: { code: 'captive-portal' } })
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'preparing' })
  })

  it('is the only reason to ask: not what a server says, and not a pause', () => {
    expect(asked(brokenCore('http-status'), 10_000)).toEqual([])
    const core = brokenCore()
    core.command({ type: 'pause', id: 'a' })
    expect(core.state.wakeAtMs).toBe(null)
  })

  it('shares one question with all that wait for the same origin, and one answer', () => {
    const core = openCore({ settings: { concurrency: 3 } })
    for (const id of ['a', 'b', 'c']) core.download(id, id === 'c' ? { url: 'https://other.test/c.bin' } : {})
    for (const id of ['a', 'b', 'c']) core.failed(id, 'network', { random: 0.9 })
    core.now += 500
    core.send({ type: 'woken' })
    const origins = core.effects.flatMap((effect) => (effect.type === 'probe' ? [effect.origin] : []))
    expect(origins).toEqual([ORIGIN, 'https://other.test'])
    answer(core, false)
    answer(core, true)
    expect(core.statuses()).toEqual({ a: 'preparing', b: 'preparing', c: 'retry' })
  })

  it('is not put off by a clock that is put back', () => {
    const core = brokenCore()
    core.now -= 3_600_000
    core.send({ type: 'woken' })
    expect(core.state.wakeAtMs ?? 0).toBeLessThanOrEqual(core.now + 2_000)
  })
})
