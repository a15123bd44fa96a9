import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LogMedium, openRecordLog, type RecordLog } from '../../../src/engine/browser/worker/record-log.js'

const PAGE_BYTES = 512

/** A file that loses, with the power, any of the pages that were not flushed. */
interface Disk extends LogMedium {
  losePower(isKept: () => boolean): void
  content(): Uint8Array<ArrayBuffer>
}

function createDisk(): Disk {
  let written = new Uint8Array(0)
  let flushed = new Uint8Array(0)
  return {
    read: () => written.slice(),
    write(offset, bytes) {
      const grown = new Uint8Array(Math.max(written.length, offset + bytes.length))
      grown.set(written)
      grown.set(bytes, offset)
      written = grown
    },
    flush() {
      flushed = written.slice()
    },
    losePower(isKept) {
      const left = new Uint8Array(written.length)
      left.set(flushed)
      for (let at = 0; at < written.length; at += PAGE_BYTES)
        if (isKept()) left.set(written.subarray(at, at + PAGE_BYTES), at)
      written = left
      flushed = left.slice()
    },
    content: () => written,
  }
}

function createDisks(): [Disk, Disk] {
  return [createDisk(), createDisk()]
}

function put(log: RecordLog, key: string, value: string | null): void {
  log.set(key, value)
  log.flush()
}

describe('the record log', () => {
  it('gives back what was set last, and not what was deleted', () => {
    const disks = createDisks()
    const log = openRecordLog(disks)
    put(log, 'a', '1')
    put(log, 'b', '"ü"')
    put(log, 'a', '2')
    put(log, 'c', '3')
    put(log, 'c', null)
    const { entries, damaged } = openRecordLog(disks)
    expect(Object.fromEntries(entries)).toEqual({ a: '2', b: '"ü"' })
    expect(damaged).toEqual([])
  })

  it('begins a file anew when most of it is out of date', () => {
    const disks = createDisks()
    const log = openRecordLog(disks)
    put(log, 'kept', '"k"')
    for (let turn = 0; turn < 3_000; turn += 1) put(log, 'model', JSON.stringify({ turn, text: 'x'.repeat(1_000) }))
    expect(Math.max(...disks.map((disk) => disk.content().length))).toBeLessThan(700_000)
    const { entries } = openRecordLog(disks)
    expect(JSON.parse(entries.get('model') ?? '')).toMatchObject({ turn: 2_999 })
    expect(entries.get('kept')).toBe('"k"')
  })

  it('has the old value or the new one of everything after the power fails at any instant', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c'), bytes: fc.integer({ min: 0, max: 60_000 }) })
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }),
        fc.nat(),
        fc.nat(200),
        (steps, coins, from, failAt) => {
          const disks = createDisks()
          const safe = new Map<string, string | null>()
          const risked = new Map<string, string | null>()
          let at = from
          let calls = 0
          const isKept = (): boolean => coins[at++ % coins.length] as boolean
          // The power fails in the middle of whatever touches the disk for the n-th time.
          const failing = disks.map((disk): LogMedium => {
            const touch = (action: () => void): void => {
              calls += 1
              if (calls > failAt) throw new Error('no power')
              action()
              if (calls === failAt) throw new Error('no power')
            }
            return {
              read: disk.read,
              write: (offset, bytes) => touch(() => disk.write(offset, bytes)),
              flush: () => touch(disk.flush),
            }
          }) as [LogMedium, LogMedium]
          try {
            const log = openRecordLog(failing)
            for (const [turn, { key, bytes }] of steps.entries()) {
              const value = bytes % 7 === 0 ? null : JSON.stringify(turn + 'y'.repeat(bytes))
              risked.set(key, value)
              log.set(key, value)
              if (bytes % 3 === 0) continue
              log.flush()
              for (const [done, what] of risked) safe.set(done, what)
              risked.clear()
            }
          } catch {
            // As it was meant to.
          }
          for (const disk of disks) disk.losePower(isKept)
          const { entries, damaged } = openRecordLog(disks)
          expect(damaged).toEqual([])
          for (const key of ['a', 'b', 'c']) {
            const found = entries.get(key) ?? null
            // Of several that were set and never flushed any may have come through, the last one at the latest.
            if (!risked.has(key)) expect(found).toBe(safe.get(key) ?? null)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it('sets a damaged record aside and keeps the others', () => {
    const disks = createDisks()
    const log = openRecordLog(disks)
    put(log, 'first', '"a text of the first"')
    put(log, 'second', '"a text of the second"')
    put(log, 'third', '"a text of the third"')
    for (const disk of disks) change(disk, 'text of the second')
    const kept: number[] = []
    const { entries, damaged } = openRecordLog(disks, (content) => kept.push(content.length))
    expect(damaged).toEqual(['second'])
    expect([...entries.keys()]).toEqual(['first', 'third'])
    expect(kept.length).toBeGreaterThan(0)
    expect([...openRecordLog(disks).entries.keys()]).toEqual(['first', 'third'])
  })

  it('trusts nothing from before a place that cannot be read at all, but what was written again since', () => {
    const disks = createDisks()
    const log = openRecordLog(disks)
    put(log, 'model.one', '"one"')
    put(log, 'model.two', '"two"')
    put(log, 'model.lost', '"lost"')
    put(log, 'model.two', '"two again"')
    put(log, 'model.three', '"three"')
    for (const disk of disks) change(disk, 'model.lost')
    const { entries, damaged } = openRecordLog(disks)
    expect(damaged).toEqual(['model.one'])
    expect(Object.fromEntries(entries)).toEqual({ 'model.two': '"two again"', 'model.three': '"three"' })
  })

  it('is empty, and says so, where both files are of something else', () => {
    const disks = createDisks()
    for (const disk of disks) disk.write(0, new TextEncoder().encode('{"foreign": true}') as Uint8Array<ArrayBuffer>)
    const { entries, damaged } = openRecordLog(disks)
    expect(entries.size).toBe(0)
    expect(damaged).toEqual(['journal'])
  })

  it('goes on where a write failed, with nothing lost', () => {
    const disks = createDisks()
    let isFull = false
    const failing = disks.map((disk) => ({
      ...disk,
      write(offset: number, bytes: Uint8Array<ArrayBuffer>) {
        if (isFull) throw new DOMException('full', 'QuotaExceededError')
        disk.write(offset, bytes)
      },
    })) as unknown as [LogMedium, LogMedium]
    const log = openRecordLog(failing)
    put(log, 'a', '1')
    isFull = true
    expect(() => put(log, 'a', '2')).toThrow('full')
    isFull = false
    put(log, 'b', '3')
    expect(Object.fromEntries(openRecordLog(disks).entries)).toEqual({ a: '2', b: '3' })
  })
})

/** Changes a byte of a text, wherever it stands. */
function change(disk: Disk, text: string): void {
  const content = disk.content()
  const bytes = new TextEncoder().encode(text)
  for (let at = 0; at + bytes.length <= content.length; at += 1)
    if (bytes.every((byte, index) => content[at + index] === byte)) content[at] = (content[at] as number) ^ 1
}
