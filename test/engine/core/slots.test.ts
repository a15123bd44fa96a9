import { describe, expect, it } from 'vitest'
import type { Priority } from '../../../src/engine/core/download.js'
import { type Core, model, openCore, progress } from './given.js'

function ask(core: Core, id: string, priority: Priority): void {
  core.command({ type: 'download', model: model(id), priority })
}

/** A core with one slot, in which a download of a priority has 40 of its 100 bytes. */
function busyCore(priority: Priority): Core {
  const core = openCore({ settings: { concurrency: 1 } })
  ask(core, 'a', priority)
  core.report('a', 'prepared', progress(0))
  core.now += 1_000
  core.report('a', 'progress', progress(40))
  return core
}

describe('an essential model', () => {
  it.each<Priority>(['background', 'normal', 99, -1_000])('takes the slot of a running one of priority %s', (lower) => {
    const core = busyCore(lower)
    ask(core, 'urgent', 'essential')
    expect(core.statuses()).toEqual({ a: 'queued', urgent: 'preparing' })
    expect(core.effects.map(({ type }) => type)).toEqual(['save-order', 'save', 'stop', 'start'])
  })

  it('leaves the one that it stopped with all its bytes, those that its run still commits included', () => {
    const core = busyCore('background')
    ask(core, 'urgent', 'essential')
    core.parked('a', progress(43, { committedBytes: 43 }))
    expect(core.get('a')).toMatchObject({ status: 'queued', committedBytes: 43, restarts: 0, attempt: 0, error: null })
    expect(core.get('a').files[0]?.receivedBytes).toBe(43)
  })

  it('gives the slot back when it is done', () => {
    const core = busyCore('background')
    ask(core, 'urgent', 'essential')
    core.parked('a', progress(40))
    core.completed('urgent')
    expect(core.statuses()).toEqual({ a: 'preparing', urgent: 'completed' })
  })

  it.each<Priority>(['essential', 100, 101])('waits for one that runs at %s', (priority) => {
    const core = busyCore(priority)
    ask(core, 'urgent', 'essential')
    expect(core.get('urgent').status).toBe('queued')
    expect(core.effects.map(({ type }) => type)).toEqual(['save-order', 'save'])
  })

  it('waits for one whose digest is under way, since that is soon at its end', () => {
    const core = busyCore('background')
    core.report('a', 'verifying', progress(100))
    ask(core, 'urgent', 'essential')
    expect(core.statuses()).toEqual({ a: 'verifying', urgent: 'queued' })
  })

  it('takes a free slot before any other', () => {
    const core = openCore({ settings: { concurrency: 2 } })
    ask(core, 'a', 'background')
    ask(core, 'urgent', 'essential')
    expect(core.statuses()).toEqual({ a: 'preparing', urgent: 'preparing' })
  })

  it('stops the least urgent, and among equals the last in the order', () => {
    const core = openCore({ settings: { concurrency: 4 } })
    ask(core, 'a', 'normal')
    ask(core, 'b', 'background')
    ask(core, 'c', 'background')
    ask(core, 'd', 'normal')
    ask(core, 'urgent', 'essential')
    expect(core.statuses()).toMatchObject({ a: 'preparing', b: 'preparing', c: 'queued', d: 'preparing' })
    core.command({ type: 'prioritize', id: 'd', priority: 'essential' })
    ask(core, 'more', 250)
    ask(core, 'yet-more', 250)
    expect(core.statuses()).toMatchObject({ a: 'queued', b: 'queued', d: 'preparing', 'yet-more': 'preparing' })
  })
})

describe('an essential model that fails again and again', () => {
  /** Fails once more, and is due again when half of the time has passed that a try is put off by at most. */
  function failAgain(core: Core, mostMs: number = 1_000): void {
    core.failed('urgent', 'network', { random: 0.5 })
    core.now += mostMs / 2
    core.send({ type: 'woken' })
  }

  it('leaves the one that it stopped its slot for longer each time, and takes it back then', () => {
    const core = busyCore('background')
    ask(core, 'urgent', 'essential')
    for (const turnMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      failAgain(core, turnMs)
      expect(core.statuses()).toEqual({ a: 'preparing', urgent: 'queued' })
      expect(core.state.wakeAtMs).toBe(core.now + turnMs / 2)
      core.now += turnMs / 2 - 1
      core.send({ type: 'woken' })
      expect(core.get('urgent').status).toBe('queued')
      core.now += 1
      core.send({ type: 'woken' })
      expect(core.statuses()).toEqual({ a: 'queued', urgent: 'preparing' })
    }
  })

  it('takes a slot at once that is free, or that a person wants for it', () => {
    const core = busyCore('background')
    ask(core, 'urgent', 'essential')
    failAgain(core)
    core.command({ type: 'prioritize', id: 'a', priority: 'normal' })
    expect(core.get('urgent').status).toBe('queued')
    core.command({ type: 'pause', id: 'urgent' })
    core.command({ type: 'resume', id: 'urgent' })
    expect(core.statuses()).toEqual({ a: 'queued', urgent: 'preparing' })
    failAgain(core)
    core.completed('a')
    expect(core.get('urgent').status).toBe('preparing')
  })

  it('keeps no other essential one waiting, and is not kept waiting by a clock that is put back', () => {
    const core = busyCore('background')
    ask(core, 'urgent', 'essential')
    failAgain(core)
    ask(core, 'other', 'essential')
    expect(core.statuses()).toEqual({ a: 'queued', urgent: 'preparing', other: 'queued' })
    failAgain(core, 2_000)
    expect(core.statuses()).toEqual({ a: 'queued', urgent: 'queued', other: 'preparing' })
    core.command({ type: 'remove', id: 'other' })
    core.command({ type: 'pause', id: 'urgent' })
    core.command({ type: 'resume', id: 'urgent' })
    failAgain(core)
    expect(core.statuses()).toEqual({ a: 'preparing', urgent: 'queued' })
    core.now -= 3_600_000
    core.send({ type: 'woken' })
    expect(core.statuses()).toEqual({ a: 'queued', urgent: 'preparing' })
  })
})

describe('a priority below essential', () => {
  it.each<Priority>(['normal', 99, 99.9])('of %s stops nothing that runs', (priority) => {
    const core = busyCore('background')
    ask(core, 'b', priority)
    expect(core.statuses()).toEqual({ a: 'downloading', b: 'queued' })
  })

  it('becomes essential by prioritize, and takes a slot then', () => {
    const core = busyCore('background')
    ask(core, 'b', 'normal')
    core.command({ type: 'prioritize', id: 'b', priority: 'essential' })
    expect(core.statuses()).toEqual({ a: 'queued', b: 'preparing' })
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '5', null, 'urgent'])('of %s is refused', (priority) => {
    const core = busyCore('normal')
    const { receipt } = core.command({ type: 'prioritize', id: 'a', priority: priority as Priority })
    expect(receipt).toMatchObject({ ok: false, error: { code: 'invalid-command' } })
  })
})
