import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openPartFile, writeAll } from '../../../src/engine/node/part-file.js'
import { temporaryDirectory } from './temporary-directory.js'
import { thrownBy } from './thrown-by.js'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('a partial', () => {
  it('holds chunks one after another from their offset', async () => {
    const path = join(temporaryDirectory(), 'm.part')
    const part = await openPartFile(path)
    await Promise.all([part.write(4, [bytes('ef'), bytes(''), bytes('gh')]), part.write(0, [bytes('abcd')])])
    await part.flush()
    expect(await part.size()).toBe(8)
    await part.close()
    expect(await readFile(path, 'utf8')).toBe('abcdefgh')
  })

  it('takes more chunks in one write than the system does', async () => {
    const path = join(temporaryDirectory(), 'm.part')
    const part = await openPartFile(path)
    const chunks = Array.from({ length: 2500 }, (_, at) => bytes(String(at).padStart(6, '0')))
    await part.write(0, chunks)
    await part.close()
    expect(await readFile(path, 'utf8')).toBe(chunks.map((chunk) => new TextDecoder().decode(chunk)).join(''))
  })

  it('keeps what it holds when it is opened again', async () => {
    const path = join(temporaryDirectory(), 'm.part')
    await writeFile(path, 'abcdef')
    const part = await openPartFile(path)
    expect(await part.size()).toBe(6)
    await part.write(6, [bytes('gh')])
    await part.truncate(7)
    expect(await part.read(2, 3)).toEqual(bytes('cde'))
    expect(new TextDecoder().decode(await part.read(5, 100))).toBe('fg')
    await part.close()
  })

  it('closes once, and lets a write under way finish first', async () => {
    const path = join(temporaryDirectory(), 'm.part')
    const part = await openPartFile(path)
    const write = part.write(0, [new Uint8Array(32 * 1024 * 1024).fill(7)])
    await Promise.all([write, part.close(), part.close()])
    expect((await lstat(path)).size).toBe(32 * 1024 * 1024)
  })

  it('answers a write after its end with storage-io', async () => {
    const part = await openPartFile(join(temporaryDirectory(), 'm.part'))
    await part.close()
    expect(await thrownBy(part.write(0, [bytes('a')]))).toMatchObject({ name: 'EngineError', code: 'storage-io' })
  })

  it('is never a symbolic link, a folder or a device', async () => {
    const directory = temporaryDirectory()
    const outside = join(temporaryDirectory(), 'outside')
    await writeFile(outside, 'precious')
    await symlink(outside, join(directory, 'link.part'))
    await mkdir(join(directory, 'folder.part'))
    await symlink('/dev/null', join(directory, 'device.part'))
    for (const name of ['link.part', 'folder.part', 'device.part']) {
      const error = await thrownBy(openPartFile(join(directory, name)))
      expect(error, name).toMatchObject({ code: 'storage-denied', message: expect.stringContaining(name) })
    }
    expect(await readFile(outside, 'utf8')).toBe('precious')
  })
})

describe('writeAll', () => {
  it('goes on after a write that took only some of the bytes, within and between chunks', async () => {
    const disk = Buffer.alloc(12)
    const calls: number[] = []
    await writeAll(
      (buffers, position, done) => {
        calls.push(position)
        const taken = Buffer.concat(buffers).subarray(0, 3)
        taken.copy(disk, position)
        done(null, taken.length)
      },
      2,
      [bytes('a'), bytes('bcde'), bytes(''), bytes('fg'), bytes('hij')],
    )
    expect(disk.toString('latin1')).toBe('\0\0abcdefghij')
    expect(calls).toEqual([2, 5, 8, 11])
  })

  it('hands the system at most 1024 chunks at once', async () => {
    const sizes: number[] = []
    await writeAll(
      (buffers, _, done) => {
        sizes.push(buffers.length)
        done(null, buffers.length)
      },
      0,
      Array.from({ length: 2049 }, () => bytes('x')),
    )
    expect(sizes).toEqual([1024, 1024, 1])
  })

  it('gives up when nothing is written any more', async () => {
    await expect(writeAll((_, __, done) => done(null, 0), 0, [bytes('a')])).rejects.toThrow('wrote nothing')
  })

  it('leaves the chunks of the caller alone', async () => {
    const chunks = [bytes('abc'), bytes('def')]
    await writeAll((_, __, done) => done(null, 1), 0, chunks)
    expect(chunks).toEqual([bytes('abc'), bytes('def')])
  })
})
