import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../src/engine/core/errors.js'
import { contentDigest } from '../../../src/engine/testing/content-digest.js'
import { createMemoryFiles } from '../../../src/engine/testing/memory-files.js'
import { cutNoise, noiseStart } from '../../../src/engine/testing/noise.js'
import { SparseBytes } from '../../../src/engine/testing/sparse-bytes.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'

const ref = { folder: 'm', path: 'a/b.bin' }
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)
const files = (capacityBytes?: number) => createMemoryFiles({ clock: createVirtualClock(), capacityBytes })

describe('memory files', () => {
  it('writes chunks one after another at their offset and reads them back', async () => {
    const part = await files().openPart(ref)
    await part.write(2, [bytes(1, 2), bytes(3)])
    await part.write(3, [bytes(9)])
    expect([...(await part.read(0, 100))]).toEqual([0, 0, 1, 9, 3])
    expect(await part.size()).toBe(5)
  })

  it('keeps notes in place of made-up bytes, and still knows when they were written to a wrong place', async () => {
    const disk = files()
    const size = 20e9
    const start = noiseStart(1)
    const right = SparseBytes.ofNoise(start, size)
    const part = await disk.openPart(ref)
    for (let at = 0; at < size; at += 1e9) {
      await part.write(at, [cutNoise(start, at, 1000)])
    }
    expect(disk.usedBytes()).toBe(20_000)
    const whole = new SparseBytes()
    for (let at = 0; at < 50e6; ) {
      const chunk = cutNoise(start, at, 1_000_000)
      whole.write(at, chunk)
      at += chunk.length
    }
    expect(whole.extents).toHaveLength(1)
    expect(contentDigest(whole, 50e6, null)).toBe(contentDigest(right, 50e6, null))
    whole.write(65_536, cutNoise(start, 0, 1000))
    expect(contentDigest(whole, 50e6, null)).not.toBe(contentDigest(right, 50e6, null))
  })

  it('gives made-up content the same real digest whether it was noted or copied', () => {
    const noted = SparseBytes.ofNoise(noiseStart(5), 3_000_000)
    const copied = SparseBytes.ofBytes(noted.read(0, 3_000_000))
    const sha256 = () => createHash('sha256')
    expect(contentDigest(noted, 3_000_000, sha256)).toBe(contentDigest(copied, 3_000_000, sha256))
    expect(contentDigest(noted, 3_000_000, sha256)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('loses on a crash what was not flushed, and only that', async () => {
    const disk = files()
    const part = await disk.openPart(ref)
    await part.write(0, [bytes(1, 2, 3)])
    await part.flush()
    await part.write(3, [bytes(4)])
    await (await disk.openPart({ folder: 'm', path: 'never' })).write(0, [bytes(1)])
    disk.crash()
    expect([...(disk.content(ref, 'part')?.read(0, 9) ?? [])]).toEqual([1, 2, 3])
    expect(disk.list()).toEqual(['/models/m/a/b.bin.part'])
  })

  it('refuses a write for which there is no room and keeps what was there', async () => {
    const disk = files(4)
    const part = await disk.openPart(ref)
    await part.write(0, [bytes(1, 2, 3)])
    await expect(part.write(3, [bytes(4, 5)])).rejects.toMatchObject({ code: 'disk-full' })
    expect(await part.size()).toBe(3)
    expect(await disk.freeBytes()).toBe(1)
  })

  it('gives a partial its final name, in place of what was there', async () => {
    const disk = files()
    disk.put(ref, 'final', SparseBytes.ofBytes(bytes(9, 9)))
    const part = await disk.openPart(ref)
    await part.write(0, [bytes(1)])
    await part.flush()
    await part.close()
    await disk.publish(ref)
    expect(await disk.statPart(ref)).toBeNull()
    expect((await disk.stat(ref))?.size).toBe(1)
    expect([...(disk.contentAt(disk.locate(ref))?.read(0, 9) ?? [])]).toEqual([1])
  })

  it('fails as often as it was told to', async () => {
    const disk = files()
    const part = await disk.openPart(ref)
    disk.fail('write', new EngineError('storage-io', 'The disk is broken.'), 2)
    await expect(part.write(0, [bytes(1)])).rejects.toMatchObject({ code: 'storage-io' })
    await expect(part.write(0, [bytes(1)])).rejects.toMatchObject({ code: 'storage-io' })
    await part.write(0, [bytes(1)])
    expect(await part.size()).toBe(1)
  })

  it('takes its time for a write on a slow disk', async () => {
    const clock = createVirtualClock({ startMs: 0 })
    const disk = createMemoryFiles({ clock, writeBytesPerSecond: 1000 })
    const part = await disk.openPart(ref)
    let isWritten = false
    void part.write(0, [new Uint8Array(500)]).then(() => {
      isWritten = true
    })
    await clock.advance(499)
    expect(isWritten).toBe(false)
    await clock.advance(1)
    expect(isWritten).toBe(true)
  })
})
