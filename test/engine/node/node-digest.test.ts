import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readlinkSync } from 'node:fs'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createNodeDigest, type NodeDigestOptions } from '../../../src/engine/node/node-digest.js'
import { createNodeFiles } from '../../../src/engine/node/node-files.js'
import { createPlaces } from '../../../src/engine/node/places.js'
import type { FileRef } from '../../../src/engine/ports/files.js'
import { eventually } from './eventually.js'
import { temporaryDirectory } from './temporary-directory.js'
import { thrownBy } from './thrown-by.js'

const MIB = 1024 * 1024
const REF: FileRef = { folder: 'm', path: 'model.bin' }
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

function setUp(options: NodeDigestOptions & { readonly idleMs?: number } = {}) {
  const directory = temporaryDirectory()
  const places = createPlaces(directory)
  const digest = createNodeDigest(places, options, options.idleMs)
  onTestFinished(() => digest.close())
  return { directory, files: createNodeFiles(places), digest }
}

/** Open files below a directory, as the kernel lists them for this process. */
function openFilesIn(directory: string): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`)
      return path.startsWith(directory) ? [path] : []
    } catch {
      return []
    }
  })
}

const threads = () => readdirSync('/proc/self/task').length

describe('a digest behind the writer', () => {
  it('of 64 MiB that grow in steps is the one of node:crypto, and ends right after the last byte', async () => {
    const { files, digest } = setUp()
    const bytes = randomBytes(64 * MIB)
    const part = await files.openPart(REF)
    const run = digest.sha256(REF, 'part')
    const seen: number[] = []
    for (let offset = 0; offset < bytes.length; offset += 700_001) {
      const end = Math.min(offset + 700_001, bytes.length)
      await part.write(offset, [bytes.subarray(offset, end)])
      run.advance(end)
      seen.push(run.hashedBytes)
      expect(run.hashedBytes).toBeLessThanOrEqual(end)
    }
    await eventually(() => run.hashedBytes).toBe(bytes.length)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(await run.finish(bytes.length)).toBe(sha256(bytes))
    await part.close()
  })

  it('waits for a writer that pauses, and takes an offset that goes back for none', async () => {
    const { files, digest } = setUp()
    const bytes = randomBytes(5 * MIB)
    const part = await files.openPart(REF)
    const run = digest.sha256(REF, 'part')
    await part.write(0, [bytes.subarray(0, 3 * MIB)])
    run.advance(3 * MIB)
    run.advance(MIB)
    await eventually(() => run.hashedBytes).toBe(3 * MIB)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await part.write(3 * MIB, [bytes.subarray(3 * MIB)])
    expect(await run.finish(5 * MIB)).toBe(sha256(bytes))
    await part.close()
  })

  it('covers the first bytes only, when more are in the file', async () => {
    const { directory, digest } = setUp()
    const bytes = randomBytes(6 * MIB)
    await mkdir(join(directory, 'm'))
    await writeFile(join(directory, 'm/model.bin'), bytes)
    expect(await digest.sha256(REF, 'final').finish(4 * MIB + 3)).toBe(sha256(bytes.subarray(0, 4 * MIB + 3)))
    const run = digest.sha256(REF, 'final')
    run.advance(6 * MIB)
    await eventually(() => run.hashedBytes).toBe(6 * MIB)
    expect(await run.finish(2 * MIB)).toBe(sha256(bytes.subarray(0, 2 * MIB)))
  })

  it('stays right when the file gets its final name before the thread has caught up', async () => {
    const { files, digest } = setUp()
    const bytes = randomBytes(40 * MIB)
    const part = await files.openPart(REF)
    await part.write(0, [bytes])
    await part.close()
    const run = digest.sha256(REF, 'part')
    run.advance(bytes.length)
    await eventually(() => run.hashedBytes).toBeGreaterThan(0)
    const result = run.finish(bytes.length)
    await files.publish(REF)
    expect(await result).toBe(sha256(bytes))
  })

  it('starts no thread for small files, empty ones included', async () => {
    const { directory, digest } = setUp()
    await mkdir(join(directory, 'm'))
    const before = threads()
    for (const size of [0, 1, 300_000, MIB]) {
      const bytes = randomBytes(size)
      await writeFile(join(directory, `m/${size}`), bytes)
      const run = digest.sha256({ folder: 'm', path: `${size}` }, 'final')
      run.advance(size)
      expect(await run.finish(size)).toBe(sha256(bytes))
      expect(run.hashedBytes).toBe(size)
    }
    expect(threads()).toBe(before)
  })

  it('does twenty files at once on few threads, and ends the threads when idle', async () => {
    const { directory, digest } = setUp({ idleMs: 50 })
    await mkdir(join(directory, 'm'))
    const before = threads()
    const contents = Array.from({ length: 20 }, (_, at) => randomBytes(3 * MIB + at))
    await Promise.all(contents.map((bytes, at) => writeFile(join(directory, `m/${at}`), bytes)))
    const results = contents.map((bytes, at) =>
      digest.sha256({ folder: 'm', path: `${at}` }, 'final').finish(bytes.length),
    )
    await eventually(threads).toBeGreaterThan(before)
    expect(await Promise.all(results)).toEqual(contents.map(sha256))
    await eventually(threads).toBeLessThanOrEqual(before)
    expect(openFilesIn(directory)).toEqual([])
    const again = digest.sha256({ folder: 'm', path: '7' }, 'final')
    expect(await again.finish(contents[7]!.length)).toBe(sha256(contents[7]!))
  })
})

describe('a digest that is called off', () => {
  it.each([0, 1, 5, 20, 60])('after %i ms rejects with cancelled and leaves no file open', async (delayMs) => {
    const { directory, files, digest } = setUp()
    const part = await files.openPart(REF)
    await part.write(0, [new Uint8Array(48 * MIB)])
    await part.close()
    const run = digest.sha256(REF, 'part')
    run.advance(20 * MIB)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    const result = thrownBy(run.finish(48 * MIB))
    run.abort()
    run.abort()
    expect(await result).toMatchObject({ code: 'cancelled' })
    await eventually(() => openFilesIn(directory)).toEqual([])
    expect(await digest.sha256(REF, 'part').finish(48 * MIB)).toBe(sha256(new Uint8Array(48 * MIB)))
  })

  it('before it was asked for its result rejects when asked, and is no unhandled rejection', async () => {
    const { digest } = setUp()
    const run = digest.sha256(REF, 'part')
    run.abort()
    run.advance(4 * MIB)
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await thrownBy(run.finish(4 * MIB))).toMatchObject({ code: 'cancelled' })
  })

  it('by closing rejects with cancelled, and the threads end', async () => {
    const { directory, files, digest } = setUp()
    const before = threads()
    const part = await files.openPart(REF)
    await part.truncate(4096 * MIB)
    await part.close()
    const result = thrownBy(digest.sha256(REF, 'part').finish(4096 * MIB))
    await eventually(() => openFilesIn(directory).length).toBe(1)
    await digest.close()
    expect(await result).toMatchObject({ code: 'cancelled' })
    expect(openFilesIn(directory)).toEqual([])
    expect(threads()).toBeLessThanOrEqual(before)
  })
})

describe('a digest that cannot be computed', () => {
  it.each([1000, 8 * MIB])('is storage-io where the file is missing or shorter than said (%i bytes)', async (size) => {
    const { directory, digest } = setUp()
    expect(await thrownBy(digest.sha256(REF, 'final').finish(size))).toMatchObject({ code: 'storage-io' })
    await mkdir(join(directory, 'm'))
    expect(await thrownBy(digest.sha256(REF, 'final').finish(size))).toMatchObject({ code: 'storage-io' })
    await writeFile(join(directory, 'm/model.bin'), '')
    await truncate(join(directory, 'm/model.bin'), size - 1)
    expect(await thrownBy(digest.sha256(REF, 'final').finish(size))).toMatchObject({ code: 'storage-io' })
    expect(openFilesIn(directory)).toEqual([])
  })

  it('tells so at the end when reading failed long before', async () => {
    const { digest } = setUp()
    const run = digest.sha256(REF, 'part')
    run.advance(8 * MIB)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await thrownBy(run.finish(8 * MIB))).toMatchObject({ code: 'storage-io' })
  })

  it.each([1000, 8 * MIB])('reads through no link (%i bytes)', async (size) => {
    const { directory, digest } = setUp()
    const outside = join(temporaryDirectory(), 'outside')
    await writeFile(outside, new Uint8Array(size))
    await mkdir(join(directory, 'm'))
    await symlink(outside, join(directory, 'm/model.bin'))
    expect(await thrownBy(digest.sha256(REF, 'final').finish(size))).toMatchObject({ code: 'storage-denied' })
  })
})

describe('where the thread cannot run', () => {
  it('hashes in the main thread all the same, and warns once', async () => {
    const warnings: string[] = []
    const listen = (warning: Error & { code?: string }) => {
      if (warning.code === 'WEIGHTLIFT_DIGEST_WORKER') warnings.push(warning.message)
    }
    process.on('warning', listen)
    onTestFinished(() => void process.off('warning', listen))
    const { directory, files, digest } = setUp({ digestWorker: new URL('file:///nowhere/digest-worker.js') })
    const bytes = randomBytes(9 * MIB)
    const part = await files.openPart(REF)
    await part.write(0, [bytes])
    await part.close()
    const early = digest.sha256(REF, 'part')
    early.advance(5 * MIB)
    await eventually(() => warnings.length).toBe(1)
    expect(await early.finish(bytes.length)).toBe(sha256(bytes))
    expect(await digest.sha256(REF, 'part').finish(bytes.length)).toBe(sha256(bytes))
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('digestWorker')
    expect(openFilesIn(directory)).toEqual([])
  })

  it('hashes in the main thread what was asked of a thread that never came up', async () => {
    const { files, digest } = setUp({ digestWorker: new URL('file:///nowhere/digest-worker.js') })
    const part = await files.openPart(REF)
    await part.truncate(3 * MIB)
    await part.close()
    expect(await digest.sha256(REF, 'part').finish(3 * MIB)).toBe(sha256(new Uint8Array(3 * MIB)))
  })
})
