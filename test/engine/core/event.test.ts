import { describe, expect, it } from 'vitest'
import type { Download } from '../../../src/engine/core/download.js'
import { eventsBetween } from '../../../src/engine/core/event.js'
import { type EngineSnapshot, INITIAL_SNAPSHOT } from '../../../src/engine/core/snapshot.js'
import { aDownload } from '../remote/fake-engine.js'

function snapshot(...downloads: readonly (Partial<Download> & { id: string })[]): EngineSnapshot {
  return {
    ...INITIAL_SNAPSHOT,
    link: 'open',
    downloads: Object.fromEntries(downloads.map((one) => [one.id, aDownload(one)])),
    order: downloads.map(({ id }) => id),
  }
}

const told = (before: EngineSnapshot, after: EngineSnapshot): string[] =>
  eventsBetween(before, after).map((event) => ('id' in event ? `${event.type} ${event.id}` : event.type))

/** From one state of a download to another. */
const between = (before: Partial<Download> | null, after: Partial<Download> | null): string[] =>
  told(
    before === null ? snapshot() : snapshot({ id: 'a', ...before }),
    after === null ? snapshot() : snapshot({ id: 'a', ...after }),
  ).map((event) => event.split(' ')[0] as string)

describe('eventsBetween', () => {
  it.each<[Partial<Download> | null, Partial<Download> | null, string[]]>([
    [null, { status: 'queued' }, ['added']],
    [null, { status: 'preparing' }, ['added', 'started']],
    [null, { status: 'completed', receivedBytes: 9 }, ['added', 'progress', 'completed']],
    [{ status: 'queued' }, { status: 'preparing' }, ['started']],
    [{ status: 'preparing' }, { status: 'downloading' }, []],
    [{ status: 'downloading' }, { status: 'downloading', receivedBytes: 5 }, ['progress']],
    [{ status: 'downloading' }, { status: 'waiting', reason: 'offline' }, ['waiting']],
    [{ status: 'waiting', reason: 'offline' }, { status: 'waiting', reason: 'metered' }, ['waiting']],
    [{ status: 'waiting', reason: 'retry', untilMs: 1 }, { status: 'waiting', reason: 'retry', untilMs: 2 }, []],
    [{ status: 'waiting', reason: 'offline' }, { status: 'downloading' }, ['started']],
    [{ status: 'downloading' }, { status: 'paused' }, ['paused']],
    [{ status: 'paused' }, { status: 'queued' }, ['resumed']],
    [{ status: 'failed' }, { status: 'preparing' }, ['resumed', 'started']],
    [{ status: 'downloading' }, { status: 'downloading', restarts: 1, receivedBytes: 0 }, ['restarted']],
    [{ status: 'downloading' }, { status: 'verifying' }, ['verifying']],
    [{ status: 'verifying' }, { status: 'completed' }, ['completed']],
    [{ status: 'queued' }, { status: 'completed' }, ['completed']],
    [{ status: 'downloading' }, { status: 'failed' }, ['failed']],
    [{ status: 'downloading' }, { status: 'cancelled' }, ['cancelled']],
    [{ status: 'cancelled' }, { status: 'queued' }, ['added']],
    [{ status: 'completed' }, { status: 'queued' }, ['added']],
    [{ status: 'completed' }, null, ['removed']],
    [{ status: 'completed' }, { status: 'completed', position: null }, []],
  ])('tells of %o to %o', (before, after, types) => {
    expect(between(before, after)).toEqual(types)
  })

  it('tells of several in the order that the user sees, those that are gone last', () => {
    const before = snapshot({ id: 'gone' }, { id: 'b', status: 'queued' })
    const after = snapshot({ id: 'c', status: 'queued' }, { id: 'b', status: 'downloading' })
    expect(told(before, after)).toEqual(['added c', 'started b', 'removed gone'])
  })

  it('tells of the network when it is another one', () => {
    const before = snapshot()
    expect(told(before, { ...before, network: { ...before.network } })).toEqual([])
    expect(told(before, { ...before, network: { online: false, metered: null } })).toEqual(['network'])
  })

  it('hands over what was and what is', () => {
    const before = snapshot({ id: 'a', status: 'downloading' })
    const after = snapshot({ id: 'a', status: 'paused' })
    expect(eventsBetween(before, after)).toEqual([
      { type: 'paused', id: 'a', download: after.downloads.a, previous: before.downloads.a },
    ])
  })
})
