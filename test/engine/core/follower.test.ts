import { describe, expect, it } from 'vitest'
import type { CheckedCommand } from '../../../src/engine/core/input.js'
import type { Intent, LoadedRecord } from '../../../src/engine/core/record.js'
import { NO_TRAFFIC } from '../../../src/engine/core/traffic.js'
import { FIRST_VERSION } from '../../../src/engine/core/version.js'
import { Core, file, model } from './given.js'

function loaded(id: string, intent: Intent): LoadedRecord {
  const record = {
    model: model(id),
    intent,
    priority: 'normal',
    error: null,
    unverified: false,
    startNow: false,
    allowMetered: false,
    retries: 0,
    restarts: 0,
    version: FIRST_VERSION,
    adopt: null,
    createdAtMs: 1,
  } as const
  return { record, files: [file(0)], committedBytes: 0, traffic: NO_TRAFFIC }
}

/** A core that reads the journal of a directory which another process owns. */
function follower(...records: LoadedRecord[]): Core {
  const core = new Core()
  core.send({ type: 'loaded', records, order: [], autoResume: true })
  return core
}

describe('while another process owns the directory', () => {
  it.each<CheckedCommand>([
    { type: 'pause', id: 'a' },
    { type: 'resume', id: 'a' },
    { type: 'retry', id: 'a' },
    { type: 'cancel', id: 'a' },
    { type: 'remove', id: 'a' },
    { type: 'move', id: 'a', beforeId: null },
    { type: 'prioritize', id: 'a', priority: 'essential' },
  ])('what is in its journal is not ours to change: $type', (command) => {
    const core = follower(loaded('a', 'active'))

    expect(core.command(command).receipt).toMatchObject({ ok: false, error: { code: 'locked' } })
  })

  it('a model that it downloads or has is not asked for twice', () => {
    const core = follower(loaded('a', 'active'), loaded('b', 'completed'))
    const before = core.state

    expect(core.download('a').receipt).toEqual({ ok: true })
    expect(core.download('b').receipt).toEqual({ ok: true })
    expect(core.state.downloads).toBe(before.downloads)
  })

  it('a model of our own waits, and can be changed and removed without a touch of the disk', () => {
    const core = follower()
    core.download('mine')
    expect(core.get('mine')).toMatchObject({ status: 'waiting', reason: 'lock' })

    expect(core.command({ type: 'pause', id: 'mine' }).receipt).toEqual({ ok: true })
    expect(core.command({ type: 'remove', id: 'mine' }).effects).toEqual([])
    expect(core.state.downloads.size).toBe(0)
  })

  it('what it removed is gone here too, and what is ours stays', () => {
    const core = follower(loaded('a', 'active'))
    core.download('mine')

    core.send({ type: 'loaded', records: [], order: [], autoResume: true })
    core.send({ type: 'owner', owner: true })

    expect([...core.state.downloads.keys()]).toEqual(['mine'])
  })

  it('what we wrote while it was ours is not ours any more', () => {
    const core = follower()
    core.send({ type: 'owner', owner: true })
    core.download('a')
    core.send({ type: 'owner', owner: false })

    expect(core.command({ type: 'pause', id: 'a' }).receipt).toMatchObject({ error: { code: 'locked' } })
  })
})
