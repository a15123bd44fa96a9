import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createNodeFiles } from '../../../src/engine/node/node-files.js'
import { createPlaces } from '../../../src/engine/node/places.js'
import type { FileRef, Files } from '../../../src/engine/ports/files.js'
import { canMount, mountedDirectory, temporaryDirectory } from './temporary-directory.js'
import { thrownBy } from './thrown-by.js'

const REF: FileRef = { folder: 'org--m', path: 'onnx/deep/model.onnx' }
const bytes = (text: string) => new TextEncoder().encode(text)
const filesIn = (directory: string): Files => createNodeFiles(createPlaces(directory))

async function put(files: Files, ref: FileRef, text: string): Promise<void> {
  const part = await files.openPart(ref)
  await part.write(0, [bytes(text)])
  await part.flush()
  await part.close()
}

describe('files of a model', () => {
  it('go from nothing over a partial to a final file', async () => {
    const directory = join(temporaryDirectory(), 'not/yet/there')
    const files = filesIn(directory)
    expect(await files.stat(REF)).toBeNull()
    expect(await files.statPart(REF)).toBeNull()
    await put(files, REF, 'weights')
    expect(await files.stat(REF)).toBeNull()
    expect(await files.statPart(REF)).toMatchObject({ size: 7, modifiedAtMs: expect.any(Number) })
    await files.publish(REF)
    expect(await files.statPart(REF)).toBeNull()
    expect(await files.stat(REF)).toMatchObject({ size: 7 })
    expect(files.locate(REF)).toBe(join(directory, 'org--m/onnx/deep/model.onnx'))
    expect(await readFile(files.locate(REF), 'utf8')).toBe('weights')
  })

  it('stand at another place too, whatever becomes of the first one', async () => {
    const files = filesIn(temporaryDirectory())
    const other: FileRef = { folder: 'org--m--@1', path: 'elsewhere/model.onnx' }
    await put(files, other, 'older')
    await files.publish(other)
    await put(files, other, 'a partial that a crash left')
    await put(files, REF, 'weights')
    await files.publish(REF)
    await files.clone(REF, other)
    expect(await files.statPart(other)).toBeNull()
    await files.clone(REF, other)
    expect(await files.statPart(other)).toBeNull()
    await files.deleteFolder(REF.folder)
    expect(await readFile(files.locate(other), 'utf8')).toBe('weights')
  })

  it('do not stand at another place where there is none', async () => {
    const files = filesIn(temporaryDirectory())
    const other: FileRef = { folder: 'm', path: 'model.onnx' }
    expect(await thrownBy(files.clone(REF, other))).toMatchObject({ code: 'storage-io' })
    expect(await files.stat(other)).toBeNull()
  })

  it('replace an older final file at once', async () => {
    const files = filesIn(temporaryDirectory())
    await put(files, REF, 'old')
    await files.publish(REF)
    await put(files, REF, 'newer')
    expect(await readFile(files.locate(REF), 'utf8')).toBe('old')
    await files.publish(REF)
    expect(await readFile(files.locate(REF), 'utf8')).toBe('newer')
  })

  it('leave no empty folder behind when deleted, but keep the directory', async () => {
    const directory = temporaryDirectory()
    const files = filesIn(directory)
    const other = { folder: REF.folder, path: 'onnx/config.json' }
    await put(files, REF, 'a')
    await put(files, other, 'b')
    await files.publish(other)
    await files.deletePart(REF)
    expect(await readdir(join(directory, 'org--m/onnx'))).toEqual(['config.json'])
    await files.delete(other)
    expect(await readdir(directory)).toEqual([])
  })

  it('are deleted in silence when there is nothing', async () => {
    const files = filesIn(join(temporaryDirectory(), 'missing'))
    await files.deletePart(REF)
    await files.delete(REF)
    await files.deleteFolder(REF.folder)
    await put(files, REF, 'a')
    await files.delete(REF)
    expect(await files.statPart(REF)).toMatchObject({ size: 1 })
  })

  it('can be opened while a neighbour deletes the last file of the folder', async () => {
    const files = filesIn(temporaryDirectory())
    const neighbour = { folder: REF.folder, path: 'onnx/deep/other.bin' }
    for (let round = 0; round < 100; round += 1) {
      await put(files, neighbour, 'x')
      const [part] = await Promise.all([files.openPart(REF), files.deletePart(neighbour)])
      await part.close()
      await files.deletePart(REF)
    }
  })

  it('go with their folder, whatever else is in it', async () => {
    const directory = temporaryDirectory()
    const files = filesIn(directory)
    await put(files, REF, 'a')
    await writeFile(join(directory, 'org--m/notes.txt'), 'of the user')
    await files.deleteFolder('org--m')
    expect(await readdir(directory)).toEqual([])
  })
})

describe('names that lead out of the directory', () => {
  it.each([
    { folder: '..', path: 'x' },
    { folder: 'm', path: '../../x' },
    { folder: 'm', path: '..' },
    { folder: 'm', path: '/etc/x' },
    { folder: 'm', path: '' },
    { folder: '', path: 'x' },
    { folder: '.', path: 'x' },
    { folder: 'm', path: 'a\0b' },
    { folder: '.weightlift', path: 'lock' },
    { folder: '.Weightlift', path: 'lock' },
  ])('are refused: $folder and $path', async (ref) => {
    const directory = temporaryDirectory()
    const files = filesIn(directory)
    const operations = [
      () => files.openPart(ref),
      () => files.stat(ref),
      () => files.delete(ref),
      () => files.publish(ref),
    ]
    for (const operation of operations) {
      expect(await thrownBy((async () => operation())())).toMatchObject({ code: 'invalid-model' })
    }
    expect(() => files.locate(ref)).toThrow(/inside the models' directory/)
    expect(await readdir(directory)).toEqual([])
  })

  it.each(['..', '.', '', '../x', '.weightlift'])('are refused as a folder to delete: %s', async (folder) => {
    const files = filesIn(temporaryDirectory())
    expect(await thrownBy((async () => files.deleteFolder(folder))())).toMatchObject({ code: 'invalid-model' })
  })
})

describe('symbolic links', () => {
  it('are never followed out of the directory, to write, read or delete', async () => {
    const directory = temporaryDirectory()
    const outside = temporaryDirectory()
    await mkdir(join(outside, 'deep'))
    await writeFile(join(outside, 'deep/model.onnx'), 'precious')
    await mkdir(join(directory, 'org--m'))
    await symlink(outside, join(directory, 'org--m/onnx'))
    const files = filesIn(directory)
    const operations: Array<() => Promise<unknown>> = [
      () => files.openPart(REF),
      () => files.openPart({ folder: 'org--m', path: 'onnx/new/folder/x' }),
      () => files.stat(REF),
      () => files.delete(REF),
      () => files.deletePart(REF),
      () => files.publish(REF),
    ]
    for (const operation of operations) {
      const error = await thrownBy(operation())
      expect(error).toMatchObject({ code: 'storage-denied', message: expect.stringContaining('symbolic link') })
    }
    expect(await readdir(outside, { recursive: true })).toEqual(['deep', 'deep/model.onnx'])
  })

  it('as a model folder are removed without what they lead to', async () => {
    const directory = temporaryDirectory()
    const outside = temporaryDirectory()
    await writeFile(join(outside, 'precious'), 'x')
    await symlink(outside, join(directory, 'org--m'))
    await filesIn(directory).deleteFolder('org--m')
    expect(existsSync(join(directory, 'org--m'))).toBe(false)
    expect(existsSync(join(outside, 'precious'))).toBe(true)
  })

  it('in the place of a final file are no model, and publishing replaces them alone', async () => {
    const directory = temporaryDirectory()
    const outside = join(temporaryDirectory(), 'precious')
    await writeFile(outside, 'precious')
    const files = filesIn(directory)
    const ref = { folder: 'm', path: 'a.bin' }
    await put(files, ref, 'weights')
    await symlink(outside, files.locate(ref))
    expect(await files.stat(ref)).toBeNull()
    await files.publish(ref)
    expect(await readFile(files.locate(ref), 'utf8')).toBe('weights')
    expect(await readFile(outside, 'utf8')).toBe('precious')
  })

  it('may be the directory itself, which the user chose', async () => {
    const real = temporaryDirectory()
    const link = join(temporaryDirectory(), 'models')
    await symlink(real, link)
    const files = filesIn(link)
    await put(files, REF, 'a')
    await files.publish(REF)
    expect(await files.stat(REF)).toMatchObject({ size: 1 })
    expect(await stat(join(real, 'org--m/onnx/deep/model.onnx'))).toMatchObject({ size: 1 })
  })
})

describe('a directory that cannot be used', () => {
  it('is storage-denied below a file', async () => {
    const file = join(temporaryDirectory(), 'file')
    await writeFile(file, '')
    const files = filesIn(join(file, 'models'))
    for (const operation of [() => files.openPart(REF), () => files.stat(REF), () => files.deletePart(REF)]) {
      expect(await thrownBy(operation())).toMatchObject({ code: 'storage-denied' })
    }
  })

  it.runIf(process.platform === 'linux')('is storage-denied below /proc, where nobody can make a folder', async () => {
    expect(await thrownBy(filesIn('/proc/models/here').openPart(REF))).toMatchObject({ code: 'storage-denied' })
  })

  it('is storage-denied without permission or on a read-only disk', async () => {
    const directory = canMount ? mountedDirectory('ro') : temporaryDirectory()
    if (!canMount) await chmod(directory, 0o500)
    const error = await thrownBy(filesIn(directory).openPart(REF))
    expect(error).toMatchObject({ code: 'storage-denied', message: expect.stringContaining(directory) })
  })
})

describe('a full disk', () => {
  it('is disk-full, and what was written stays', async () => {
    // Without the right to mount, /dev/full stands for it in the tests of storageError.
    if (!canMount) return expect(existsSync('/dev/full')).toBe(true)
    const directory = mountedDirectory('size=2m')
    const files = filesIn(directory)
    const part = await files.openPart(REF)
    await part.write(0, [new Uint8Array(1024 * 1024)])
    const error = await thrownBy(part.write(1024 * 1024, [new Uint8Array(512 * 1024), new Uint8Array(1024 * 1024)]))
    expect(error).toMatchObject({
      code: 'disk-full',
      action: 'free-space',
      message: expect.stringContaining(directory),
    })
    expect(await part.size()).toBeGreaterThanOrEqual(1024 * 1024)
    await part.close()
    expect(await files.freeBytes()).toBeLessThan(64 * 1024)
  })
})

describe('free bytes', () => {
  it('are those of the disk that the directory will be on', async () => {
    const directory = canMount ? mountedDirectory('size=8m') : temporaryDirectory()
    const free = await filesIn(join(directory, 'not/there/yet')).freeBytes()
    expect(free).toBeGreaterThan(1024 * 1024)
    if (canMount) expect(free).toBeLessThanOrEqual(8 * 1024 * 1024)
  })

  it('are unknown where the system does not tell', async () => {
    const file = join(temporaryDirectory(), 'file')
    await writeFile(file, '')
    expect(await filesIn(join(file, 'models')).freeBytes()).toBeNull()
  })
})
