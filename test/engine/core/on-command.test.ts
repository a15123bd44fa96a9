import { describe, expect, it } from 'vitest'
import type { CheckedCommand } from '../../../src/engine/core/input.js'
import { Core, downloadingCore, file, openCore, progress } from './given.js'

function codeOf(core: Core, command: CheckedCommand): string {
  const before = core.state
  const { receipt, effects } = core.command(command)
  if (receipt?.ok !== false) return 'taken'
  expect(core.state).toBe(before)
  expect(effects).toEqual([])
  return receipt.error.code
}

const ofOne = ['pause', 'resume', 'retry', 'cancel', 'remove'] as const

describe('any command', () => {
  it.each([
    ...ofOne.map((type) => ({ type, id: 'nobody' })),
    { type: 'prioritize', id: 'nobody', priority: 'normal' },
    { type: 'move', id: 'nobody', beforeId: null },
    { type: 'move', id: 'a', beforeId: 'nobody' },
  ] as CheckedCommand[])('for a download that is not there is refused: %j', (command) => {
    expect(codeOf(downloadingCore(), command)).toBe('unknown-download')
  })

  it('that the engine cannot carry out is refused as unsupported', () => {
    expect(codeOf(downloadingCore(), { type: 'explode' } as unknown as CheckedCommand)).toBe('unsupported')
  })

  it('that the capabilities leave out is refused as unsupported', () => {
    const core = downloadingCore()
    core.state = { ...core.state, capabilities: { ...core.state.capabilities, commands: ['download'] } }
    expect(codeOf(core, { type: 'pause', id: 'a' })).toBe('unsupported')
  })

  it.each(['pause', 'retry', 'resume'] as const)('%s has no effect a second time', (type) => {
    const core = downloadingCore()
    core.command({ type, id: 'a' })
    const { state, effects, receipt } = core.command({ type, id: 'a' })
    expect(receipt).toEqual({ ok: true })
    expect(effects).toEqual([])
    expect(state.downloads).toBe(core.state.downloads)
  })
})

describe('pause', () => {
  it('ends the run and keeps what is here', () => {
    const core = downloadingCore()
    core.command({ type: 'pause', id: 'a' })
    expect(core.get('a')).toMatchObject({ status: 'paused', files: [file(40)], pastBytes: 40, pastMs: 1_000 })
    expect(core.effects[0]).toEqual({ type: 'stop', id: 'a', run: 1 })
  })

  it('takes a download out of the line', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    core.download('a')
    core.download('b')
    core.command({ type: 'pause', id: 'b' })
    expect(core.get('b').status).toBe('paused')
    expect(core.effects.map(({ type }) => type)).toEqual(['save'])
  })

  it("takes a waiting download's reason, time and error away", () => {
    const core = downloadingCore()
    core.failed('a', 'network')
    core.command({ type: 'pause', id: 'a' })
    expect(core.get('a')).toMatchObject({ status: 'paused', reason: null, untilMs: null, error: null })
    expect(core.effects).toContainEqual({ type: 'wake', atMs: null })
  })

  it.each(['completed', 'cancelled', 'failed'] as const)('leaves a download that is %s as it is', (status) => {
    const core = downloadingCore()
    if (status === 'completed') core.completed('a')
    if (status === 'cancelled') core.command({ type: 'cancel', id: 'a' })
    if (status === 'failed') core.failed('a', 'not-found')
    core.command({ type: 'pause', id: 'a' })
    expect(core.get('a').status).toBe(status)
  })
})

describe('resume and retry', () => {
  it.each(['resume', 'retry'] as const)(
    '%s lets a paused download go on from its bytes, by a run of its own',
    (type) => {
      const core = downloadingCore()
      core.command({ type: 'pause', id: 'a' })
      core.command({ type, id: 'a' })
      expect(core.get('a')).toMatchObject({ status: 'preparing', run: 2, files: [file(40)] })
    },
  )

  it.each(['resume', 'retry'] as const)('%s tries a waiting one at once, its tries counted anew', (type) => {
    const core = downloadingCore()
    core.failed('a', 'rate-limited', { retryAfterMs: 90_000 })
    core.command({ type, id: 'a' })
    expect(core.get('a')).toMatchObject({ status: 'preparing', attempt: 0, error: null })
  })

  it('lets a failed one go on from its bytes', () => {
    const core = downloadingCore()
    core.failed('a', 'not-found')
    core.command({ type: 'retry', id: 'a' })
    expect(core.get('a')).toMatchObject({ status: 'preparing', files: [file(40)], error: null })
  })

  it('does not go on against the reason to wait', () => {
    const core = openCore()
    core.send({ type: 'network', network: { online: true, metered: true } })
    core.download('a')
    core.command({ type: 'resume', id: 'a' })
    expect(core.statuses()).toEqual({ a: 'metered' })
  })

  it('goes to the end of its turn, not past others, when all slots are taken', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    core.download('a')
    core.download('b')
    core.command({ type: 'pause', id: 'a' })
    core.command({ type: 'resume', id: 'a' })
    expect(core.statuses()).toEqual({ a: 'queued', b: 'preparing' })
  })

  it('does not fetch a completed model again', () => {
    const core = downloadingCore()
    core.completed('a')
    core.command({ type: 'resume', id: 'a' })
    expect(core.get('a').status).toBe('completed')
  })
})

describe('cancel', () => {
  it('ends the run, then deletes the partial', () => {
    const core = downloadingCore()
    core.command({ type: 'cancel', id: 'a' })
    expect(core.get('a')).toMatchObject({ status: 'cancelled', files: [file(0)], committedBytes: 0 })
    expect(core.effects.map(({ type }) => type)).toEqual(['stop', 'discard', 'save'])
  })

  it('keeps the partial when told to, and finds it again', () => {
    const core = downloadingCore()
    core.command({ type: 'cancel', id: 'a', keepPartial: true })
    expect(core.get('a')).toMatchObject({ status: 'cancelled', files: [file(40)] })
    expect(core.effects.map(({ type }) => type)).toEqual(['stop', 'save'])
    core.command({ type: 'resume', id: 'a' })
    core.report('a', 'prepared', progress(40))
    expect(core.get('a')).toMatchObject({ status: 'downloading', files: [file(40)], restarts: 0 })
  })

  it('deletes later what it was first told to keep', () => {
    const core = downloadingCore()
    core.command({ type: 'cancel', id: 'a', keepPartial: true })
    core.command({ type: 'cancel', id: 'a' })
    expect(core.effects).toContainEqual(expect.objectContaining({ type: 'discard' }))
    expect(core.get('a').files).toEqual([file(0)])
  })

  it('does not take a completed model away', () => {
    const core = downloadingCore()
    core.completed('a')
    core.command({ type: 'cancel', id: 'a' })
    expect(core.get('a').status).toBe('completed')
    expect(core.effects).toEqual([])
  })

  it("deletes nothing in a directory that is another's", () => {
    const core = new Core()
    core.send({ type: 'loaded', records: [], order: [], autoResume: true })
    core.download('a')
    core.command({ type: 'cancel', id: 'a' })
    expect(core.effects).toEqual([])
  })
})

describe('remove', () => {
  it('ends the run, forgets the download and deletes everything', () => {
    const core = downloadingCore()
    const { model, version } = core.get('a')
    core.command({ type: 'remove', id: 'a' })
    expect(core.effects).toEqual([
      { type: 'stop', id: 'a', run: 1 },
      { type: 'erase', id: 'a', model, version },
      { type: 'save-order', order: [] },
    ])
    expect(core.state.order).toEqual([])
    expect(core.state.downloads.size).toBe(0)
  })

  it("is refused in a directory that is another's", () => {
    const core = downloadingCore()
    core.send({ type: 'owner', owner: false })
    expect(codeOf(core, { type: 'remove', id: 'a' })).toBe('locked')
  })
})

describe('prioritize', () => {
  it('changes the turn', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    for (const id of ['a', 'b', 'c']) core.download(id)
    core.command({ type: 'prioritize', id: 'c', priority: 'essential' })
    core.completed('a')
    expect(core.statuses()).toEqual({ a: 'completed', b: 'queued', c: 'preparing' })
  })

  it('refuses a priority that is none, which no journal could hold', () => {
    const priority = 'urgent' as 'normal'
    expect(codeOf(downloadingCore(), { type: 'prioritize', id: 'a', priority })).toBe('invalid-command')
  })
})

describe('move', () => {
  const ordered = (): Core => {
    const core = openCore()
    for (const id of ['a', 'b', 'c']) core.download(id)
    return core
  }

  it.each([
    ['c', 'a', ['c', 'a', 'b']],
    ['a', 'c', ['b', 'a', 'c']],
    ['a', null, ['b', 'c', 'a']],
    ['b', 'a', ['b', 'a', 'c']],
  ])('puts %s before %s', (id, beforeId, order) => {
    const core = ordered()
    core.command({ type: 'move', id, beforeId })
    expect(core.state.order).toEqual(order)
    expect(core.effects).toEqual([{ type: 'save-order', order }])
  })

  it.each([
    ['a', 'b'],
    ['c', null],
    ['b', 'b'],
  ])('changes nothing where %s stands before %s already', (id, beforeId) => {
    const core = ordered()
    const { order } = core.state
    core.command({ type: 'move', id, beforeId })
    expect(core.state.order).toBe(order)
    expect(core.effects).toEqual([])
  })
})

describe('configure', () => {
  it('changes what it names and nothing else', () => {
    const core = openCore()
    core.command({ type: 'configure', settings: { concurrency: 7 } })
    expect(core.state.settings).toMatchObject({ concurrency: 7, metered: 'ask' })
  })

  it('changes nothing where one of the settings cannot be taken', () => {
    const core = openCore()
    expect(codeOf(core, { type: 'configure', settings: { metered: 'allow', concurrency: 0 } })).toBe('invalid-command')
    expect(codeOf(core, { type: 'configure', settings: { bytesPerSecondLimit: -5 } })).toBe('invalid-command')
  })
})
