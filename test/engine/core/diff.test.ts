import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch, diffSnapshots, fitsSnapshot, isEmptyPatch } from '../../../src/engine/core/diff.js'
import { DOWNLOAD_STATUSES, type Download, PRIORITIES } from '../../../src/engine/core/download.js'
import { type EngineSnapshot, INITIAL_SNAPSHOT, LINKS } from '../../../src/engine/core/snapshot.js'
import { aDownload } from '../remote/fake-engine.js'

const count = fc.nat(5)
const maybe = fc.option(count, { nil: null })

function download(id: string): fc.Arbitrary<Download> {
  return fc
    .record({
      name: fc.option(fc.constantFrom('A', 'B'), { nil: null }),
      status: fc.constantFrom(...DOWNLOAD_STATUSES),
      priority: fc.constantFrom(...PRIORITIES),
      position: maybe,
      totalBytes: maybe,
      receivedBytes: count,
      bytesPerSecond: maybe,
      error: fc.option(
        fc.record({
          code: fc.constantFrom('network', 'disk-full'),
          message: fc.constantFrom('a', 'b'),
          retryable: fc.boolean(),
          action: fc.constant(null),
        }),
        { nil: null },
      ),
      files: fc.array(fc.record({ path: fc.constantFrom('x', 'y'), totalBytes: maybe, receivedBytes: count }), {
        maxLength: 3,
      }),
    })
    .map((fields) => aDownload({ ...fields, id } as Partial<Download> & { id: string }))
}

const snapshots: fc.Arbitrary<EngineSnapshot> = fc
  .uniqueArray(fc.constantFrom('a', 'org/b', 'constructor', 'toString', 'e'), { maxLength: 5 })
  .chain((order) =>
    fc.record({
      revision: fc.nat(),
      link: fc.constantFrom(...LINKS),
      capabilities: fc.record({
        commands: fc.subarray(['pause', 'cancel'] as const),
        queries: fc.subarray(['plan'] as const),
        settings: fc.subarray(['schedule'] as const),
      }),
      settings: fc.record({
        concurrency: count,
        connections: fc.oneof(fc.constant('auto' as const), count),
        bytesPerSecondLimit: maybe,
        schedule: fc.option(fc.constant({ timeZone: null, windows: [] }), { nil: null }),
        metered: fc.constantFrom('ask' as const, 'wait' as const),
      }),
      storage: fc.record({ persisted: fc.option(fc.boolean(), { nil: null }) }),
      network: fc.record({ online: fc.option(fc.boolean(), { nil: null }), metered: fc.constant(null) }),
      yields: fc.array(
        fc.record({ holder: fc.constant('x'), reason: fc.constant('inference'), bytesPerSecondLimit: count }),
        { maxLength: 2 },
      ),
      downloads: fc.tuple(...order.map(download)).map((all) => Object.fromEntries(all.map((one) => [one.id, one]))),
      order: fc.constant(order),
      bytesPerSecond: maybe,
      speedHistory: fc.record({
        endsAtMs: fc.constantFrom(null, 1_000, 2_000, 3_000, 9_000),
        bytesPerSecond: fc.array(count, { maxLength: 4 }),
      }),
    }),
  )

describe('diffSnapshots and applyPatch', () => {
  it('lead from any snapshot to any other, also by way of JSON', () => {
    fc.assert(
      fc.property(snapshots, snapshots, (base, next) => {
        const patch = JSON.parse(JSON.stringify(diffSnapshots(base, next)))
        expect(fitsSnapshot(base, patch)).toBe(true)
        expect(applyPatch(base, patch)).toEqual(next)
      }),
      { numRuns: 500 },
    )
  })

  it('leave a download that did not change identical', () => {
    const base: EngineSnapshot = {
      ...INITIAL_SNAPSHOT,
      downloads: { a: aDownload({ id: 'a' }), b: aDownload({ id: 'b' }) },
      order: ['a', 'b'],
    }
    const next = { ...base, revision: 1, downloads: { ...base.downloads, a: aDownload({ id: 'a', receivedBytes: 7 }) } }
    const applied = applyPatch(base, diffSnapshots(base, next))
    expect(applied.downloads.b).toBe(base.downloads.b)
    expect(applied.order).toBe(base.order)
    expect(applied.downloads.a).not.toBe(base.downloads.a)
  })

  it('say only the fields that changed', () => {
    const base = { ...INITIAL_SNAPSHOT, downloads: { a: aDownload({ id: 'a' }) }, order: ['a'] }
    const next = {
      ...base,
      revision: 4,
      downloads: { a: aDownload({ id: 'a', receivedBytes: 7, bytesPerSecond: 3 }) },
      order: ['a'],
    }
    expect(diffSnapshots(base, next)).toEqual({
      base: 0,
      revision: 4,
      changed: [{ id: 'a', receivedBytes: 7, bytesPerSecond: 3 }],
      removed: [],
    })
  })

  it('say nothing where nothing but the revision changed', () => {
    const next = { ...INITIAL_SNAPSHOT, revision: 9, settings: { ...INITIAL_SNAPSHOT.settings } }
    expect(isEmptyPatch(diffSnapshots(INITIAL_SNAPSHOT, next))).toBe(true)
  })
})

describe('fitsSnapshot', () => {
  it('refuses a patch that was made from another revision', () => {
    const patch = { base: 3, revision: 4, changed: [], removed: [] }
    expect(fitsSnapshot({ ...INITIAL_SNAPSHOT, revision: 2 }, patch)).toBe(false)
  })

  it('refuses a part of a download that the snapshot does not have', () => {
    const patch = { base: 0, revision: 1, changed: [{ id: 'a', receivedBytes: 1 }], removed: [] }
    expect(fitsSnapshot(INITIAL_SNAPSHOT, patch)).toBe(false)
    expect(fitsSnapshot(INITIAL_SNAPSHOT, { ...patch, changed: [aDownload({ id: 'a' })] })).toBe(true)
  })
})
