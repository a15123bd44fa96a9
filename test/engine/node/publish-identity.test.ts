import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createNodeFiles } from '../../../src/engine/node/node-files.js'
import { createNodeJournal } from '../../../src/engine/node/node-journal.js'
import { createPlaces } from '../../../src/engine/node/places.js'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weightlift-publish-'))
})

afterEach(() => rm(directory, { recursive: true, force: true }))

it('gives the final name only to the file that was written, not to one that has taken its place', async () => {
  const files = createNodeFiles(createPlaces(directory))
  const ref = { folder: 'm', path: 'm.bin' }
  const part = await files.openPart(ref)
  await part.write(0, [Buffer.from('proved')])
  await part.close()
  await writeFile(join(directory, 'other'), 'half')
  await rename(join(directory, 'other'), join(directory, 'm', 'm.bin.part'))

  await expect(files.publish(ref)).rejects.toMatchObject({
    code: 'storage-io',
    message: expect.stringMatching(/replaced/),
  })
  expect(await files.stat(ref)).toBeNull()
})

it('says so when the file that was written has been deleted', async () => {
  const files = createNodeFiles(createPlaces(directory))
  const ref = { folder: 'm', path: 'm.bin' }
  const part = await files.openPart(ref)
  await rm(join(directory, 'm'), { recursive: true })
  await part.close()

  await expect(files.publish(ref)).rejects.toMatchObject({
    code: 'storage-io',
    message: expect.stringMatching(/was deleted/),
  })
})

it('gives the final name to the file that was written', async () => {
  const files = createNodeFiles(createPlaces(directory))
  const ref = { folder: 'm', path: 'm.bin' }
  const part = await files.openPart(ref)
  await part.write(0, [Buffer.from('proved')])
  await part.close()
  await files.publish(ref)

  expect(await readFile(files.locate(ref), 'utf8')).toBe('proved')
})

it('lets nobody else read the journal, for a URL may hold a token', async () => {
  await createNodeJournal(createPlaces(directory)).write('model.m', { url: 'https://example.com/m?token=secret' })

  expect((await stat(join(directory, '.weightlift', 'model.m.json'))).mode & 0o077).toBe(0)
})

it('notices at the next flush that the file that is written to is gone', async () => {
  const files = createNodeFiles(createPlaces(directory))
  const part = await files.openPart({ folder: 'm', path: 'm.bin' })
  await part.write(0, [Buffer.from('some')])
  await part.flush()
  await rm(join(directory, 'm'), { recursive: true })
  await part.write(4, [Buffer.from('more')])

  await expect(part.flush()).rejects.toMatchObject({
    code: 'storage-io',
    message: expect.stringMatching(/was deleted/),
  })
  await part.close()
})
