import { lstat, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { EngineError } from '../../../src/engine/core/errors.js'
import { createNodeFiles } from '../../../src/engine/node/node-files.js'
import { createPlaces } from '../../../src/engine/node/places.js'
import type { Files, Incoming } from '../../../src/engine/ports/files.js'

let home: string
let directory: string
let files: Files
let incoming: Incoming
const ref = { folder: 'm', path: 'sub/m.bin' }
const { signal } = new AbortController()

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'weightlift-incoming-'))
  directory = join(home, 'models')
  files = createNodeFiles(createPlaces(directory))
  incoming = files.incoming as Incoming
  await writeFile(join(home, 'mine.bin'), 'mine')
})

afterEach(() => rm(home, { recursive: true, force: true }))

it('links a file, so that it is one under two names', async () => {
  expect(await incoming.bring(join(home, 'mine.bin'), ref, { link: true, signal })).toBe('linked')
  await incoming.publish(ref)

  expect((await stat(files.locate(ref))).ino).toBe((await stat(join(home, 'mine.bin'))).ino)
  expect(await files.survey?.()).toMatchObject([{ name: 'm/sub/m.bin', size: 4 }])
})

it('links over a link of the same file and leaves nothing beside it', async () => {
  for (const _ of [1, 2]) {
    await incoming.bring(join(home, 'mine.bin'), ref, { link: true, signal })
    await incoming.publish(ref)
  }

  expect((await files.survey?.())?.map(({ name }) => name)).toEqual(['m/sub/m.bin'])
})

it('copies a file, so that a change of the one is none of the other', async () => {
  const told: number[] = []
  const onBytes = (bytes: number): void => void told.push(bytes)
  expect(await incoming.bring(join(home, 'mine.bin'), ref, { link: false, signal, onBytes })).toBe('copied')
  await incoming.publish(ref)
  await writeFile(join(home, 'mine.bin'), 'other')

  expect(await readFile(files.locate(ref), 'utf8')).toBe('mine')
})

it('copies from another file system, where no link is possible', async () => {
  const elsewhere = await mkdtemp('/dev/shm/weightlift-')
  try {
    await writeFile(join(elsewhere, 'far.bin'), 'far')
    expect(await incoming.bring(join(elsewhere, 'far.bin'), ref, { link: true, signal })).toBe('copied')
    await incoming.publish(ref)

    expect(await readFile(files.locate(ref), 'utf8')).toBe('far')
  } finally {
    await rm(elsewhere, { recursive: true })
  }
})

it('leaves what has the final name until it is published', async () => {
  await mkdir(join(directory, 'm', 'sub'), { recursive: true })
  await writeFile(files.locate(ref), 'old')
  await incoming.bring(join(home, 'mine.bin'), ref, { link: false, signal })
  expect(await readFile(files.locate(ref), 'utf8')).toBe('old')
  await incoming.drop(ref)
  await incoming.drop(ref)

  expect((await files.survey?.())?.map(({ name }) => name)).toEqual(['m/sub/m.bin'])
})

it('stops a copy when it is told to, and leaves nothing of it', async () => {
  const stopped = AbortSignal.abort(new Error('enough'))
  const far = '/proc/self/maps'

  await expect(incoming.bring(far, ref, { link: false, signal: stopped })).rejects.toThrow('enough')
  expect(await files.survey?.()).toEqual([])
})

it('follows a link that a user names, and says what stands there', async () => {
  await symlink(join(home, 'mine.bin'), join(home, 'link.bin'))

  expect(await incoming.look(join(home, 'link.bin'))).toEqual({ kind: 'file', size: 4 })
  expect(await incoming.look(home)).toEqual({ kind: 'folder' })
  expect(await incoming.look(join(home, 'nothing.bin'))).toEqual({ kind: 'nothing' })
})

it.each([true, false])(
  'takes over what a link leads to, and not the link, as caches of models are full of them, link: %s',
  async (link) => {
    await symlink(join(home, 'mine.bin'), join(home, 'link.bin'))
    await incoming.bring(join(home, 'link.bin'), ref, { link, signal })
    await incoming.publish(ref)

    expect((await lstat(files.locate(ref))).isFile()).toBe(true)
    expect(await files.stat(ref)).toMatchObject({ size: 4 })
    expect(await readFile(files.locate(ref), 'utf8')).toBe('mine')
  },
)

it('asks before it copies, and copies nothing where that is refused', async () => {
  const onCopy = (): Promise<void> => Promise.reject(new EngineError('disk-full', 'There is no room.'))
  const elsewhere = await mkdtemp('/dev/shm/weightlift-')
  try {
    await writeFile(join(elsewhere, 'far.bin'), 'far')
    const copying = incoming.bring(join(elsewhere, 'far.bin'), ref, { link: false, signal, onCopy })
    await expect(copying).rejects.toMatchObject({ code: 'disk-full', message: 'There is no room.' })
    expect(await files.survey?.()).toEqual([])
  } finally {
    await rm(elsewhere, { recursive: true })
  }
})

it('takes no relative path, and no record of its own', async () => {
  await expect(incoming.look('mine.bin')).rejects.toMatchObject({ code: 'invalid-command' })
  await expect(incoming.look(join(directory, '.weightlift', 'order.json'))).rejects.toMatchObject({
    code: 'invalid-command',
  })
})

it('lists what lies in the directory, but no records and nothing behind links', async () => {
  await mkdir(join(directory, '.weightlift'), { recursive: true })
  await writeFile(join(directory, '.weightlift', 'order.json'), '{}')
  await writeFile(join(directory, 'stray.txt'), 'stray')
  await symlink(home, join(directory, 'out'))

  expect((await files.survey?.())?.map(({ name }) => name)).toEqual(['stray.txt'])
})
