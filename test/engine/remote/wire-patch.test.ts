import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPatch, fitsSnapshot } from '../../../src/engine/core/diff.js'
import type { Download } from '../../../src/engine/core/download.js'
import { type EngineSnapshot, INITIAL_SNAPSHOT } from '../../../src/engine/core/snapshot.js'
import { readNumbers, writeChange, writeCount } from '../../../src/engine/remote/number-text.js'
import { fromWirePatch, toWirePatch } from '../../../src/engine/remote/wire-patch.js'
import { aDownload } from './fake-engine.js'

function snapshotOf(revision: number, downloads: readonly Download[]): EngineSnapshot {
  return {
    ...INITIAL_SNAPSHOT,
    revision,
    order: downloads.map(({ id }) => id),
    downloads: Object.fromEntries(downloads.map((download) => [download.id, download])),
  }
}

/** What the other side has after the patch. */
function crossed(base: EngineSnapshot, next: EngineSnapshot): EngineSnapshot | null {
  const patch = fromWirePatch(base, JSON.parse(JSON.stringify(toWirePatch(base, next))))
  return patch !== null && fitsSnapshot(base, patch) ? applyPatch(base, patch) : null
}

const count = fc.oneof(fc.nat(2000), fc.nat(5e11), fc.constant(Number.MAX_SAFE_INTEGER))
const unknown = fc.oneof(count, fc.constant(null))
const change = fc.record(
  {
    receivedBytes: count,
    committedBytes: count,
    verifiedBytes: count,
    fetchedBytes: count,
    fetchedBytesInAll: count,
    bytesPerSecond: fc.oneof(unknown, fc.constant(1.5)),
    averageBytesPerSecond: unknown,
    timeLeftMs: unknown,
    elapsedMs: count,
    position: unknown,
    connections: fc.nat(32),
    status: fc.constantFrom('queued', 'downloading', 'completed'),
    files: fc.array(fc.record({ path: fc.constantFrom('a', 'b'), totalBytes: unknown, receivedBytes: count }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: [] },
)

describe('a patch on the wire', () => {
  it('leads to the same snapshot whatever changed', () => {
    const change3 = fc.tuple(change, change, change)
    fc.assert(
      fc.property(change3, change3, fc.boolean(), (before, after, isMoved) => {
        const ids = ['a', 'org/b', '7']
        const first = ids.map((id, at) => aDownload({ id, ...(before[at] as Partial<Download>) }))
        const second = first.map((download, at) => ({ ...download, ...(after[at] as Partial<Download>) }))
        const base = snapshotOf(1, first)
        const next = snapshotOf(2, isMoved ? [...second.slice(1), aDownload({ id: 'new' })] : second)
        expect(crossed(base, next)).toEqual(next)
      }),
      { numRuns: 2000, seed: 3 },
    )
  })

  it('says in 25 characters a download what moves ten times a second, where names would take 200', () => {
    const moving = (at: number, step: number): Download =>
      aDownload({
        id: `org/model-${at}`,
        status: 'downloading',
        totalBytes: 4e9,
        receivedBytes: 1e9 + step * 98_304,
        fetchedBytes: 1e9 + step * 98_304,
        fetchedBytesInAll: 1e9 + step * 98_304,
        elapsedMs: 60_000 + step * 100,
        bytesPerSecond: 983_040 - step * 3_000,
        averageBytesPerSecond: 950_000 + step * 700,
        timeLeftMs: 3_000_000 - step * 650,
        files: [
          { path: 'config.json', totalBytes: 100, receivedBytes: 100 },
          { path: 'model.bin', totalBytes: 4e9 - 100, receivedBytes: 1e9 - 100 + step * 98_304 },
        ],
      })
    const all = (step: number) => Array.from({ length: 100 }, (_, at) => moving(at, step))
    const [base, next] = [snapshotOf(1, all(0)), snapshotOf(2, all(1))]
    const patch = toWirePatch(base, next)
    expect(patch.changed).toEqual([])
    expect(JSON.stringify(patch).length).toBeLessThan(2_500)
    expect(crossed(base, next)).toEqual(next)
  })

  it('is none where its text is damaged, is about another snapshot, or leads below zero', () => {
    const base = snapshotOf(1, [aDownload({ id: 'a', receivedBytes: 10 }), aDownload({ id: 'b' })])
    const patch = { base: 1, revision: 2, changed: [], removed: [] }
    const broken = ['A', 'AB', 'A!', 'C', 'ggggggggggggggggA', `${writeCount(7)}BB`, `AB${writeChange(-11)}`, 'AEA']
    for (const progress of broken) expect(fromWirePatch(base, { ...patch, progress }), progress).toBeNull()
    const fine = `AB${writeChange(-10)}`
    expect(fromWirePatch(base, { ...patch, progress: fine })?.changed).toEqual([{ id: 'a', receivedBytes: 0 }])
    expect(fromWirePatch(base, { ...patch, base: 9, progress: fine })).toBeNull()
  })

  it('never throws, whatever the text is', () => {
    const base = snapshotOf(1, [aDownload({ id: 'a' }), aDownload({ id: 'b', bytesPerSecond: 5 })])
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (progress) => {
        fromWirePatch(base, { base: 1, revision: 2, changed: [], removed: [], progress })
      }),
      { numRuns: 2000, seed: 5 },
    )
  })
})

describe('numbers as text', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 50), max: 2 ** 50 })), (numbers) => {
        const reader = readNumbers(numbers.map(writeChange).join(''))
        expect(numbers.map(() => reader.change() ?? Number.NaN)).toEqual(numbers.map((n) => n + 0))
        expect(reader.isAtEnd()).toBe(true)
      }),
      { seed: 1 },
    )
  })
})
