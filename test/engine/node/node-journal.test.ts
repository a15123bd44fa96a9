import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createNodeJournal } from '../../../src/engine/node/node-journal.js'
import { createPlaces } from '../../../src/engine/node/places.js'
import { canMount, mountedDirectory, temporaryDirectory } from './temporary-directory.js'
import { thrownBy } from './thrown-by.js'

const journalIn = (directory: string) => createNodeJournal(createPlaces(directory))

describe('the journal', () => {
  it('is empty, and makes nothing, where there is no directory', async () => {
    const directory = join(temporaryDirectory(), 'models')
    expect(await journalIn(directory).load()).toEqual({ entries: new Map(), setAside: [] })
    expect(await readdir(join(directory, '..'))).toEqual([])
  })

  it('gives back after a restart what was written, and not what was deleted', async () => {
    const directory = temporaryDirectory()
    const journal = journalIn(directory)
    await journal.write('model.a', { bytes: [1, 2, null], text: 'Größe' })
    await journal.write('_queue', ['a'])
    await journal.write('gone', 1)
    await journal.delete('gone')
    await journal.delete('never-there')
    const { entries, setAside } = await journalIn(directory).load()
    expect(Object.fromEntries(entries)).toEqual({ 'model.a': { bytes: [1, 2, null], text: 'Größe' }, _queue: ['a'] })
    expect(setAside).toEqual([])
  })

  it('keeps the last of many writes at once, and no temporary file', async () => {
    const directory = temporaryDirectory()
    const journal = journalIn(directory)
    await Promise.all(Array.from({ length: 200 }, (_, at) => journal.write('a', { at })))
    expect((await journal.load()).entries.get('a')).toEqual({ at: 199 })
    await Promise.all([journal.write('a', 1), journal.delete('a')])
    expect((await journal.load()).entries.has('a')).toBe(false)
    await Promise.all([journal.delete('a'), journal.write('a', 2)])
    expect(await readdir(join(directory, '.weightlift'))).toEqual(['a.json', 'reserve'])
  })

  it('writes the value as it is at the time of the call', async () => {
    const journal = journalIn(temporaryDirectory())
    const value = { at: 1 }
    const written = journal.write('a', value)
    value.at = 2
    await written
    expect((await journal.load()).entries.get('a')).toEqual({ at: 1 })
  })

  it('sets damaged entries aside, keeps their bytes, and loads the rest', async () => {
    const directory = temporaryDirectory()
    const state = join(directory, '.weightlift')
    await mkdir(join(state, 'folder.json'), { recursive: true })
    await writeFile(join(state, 'good.json'), '{"a":1}')
    await writeFile(join(state, 'cut.json'), '{"a":')
    await writeFile(join(state, 'empty.json'), '')
    const { entries, setAside } = await journalIn(directory).load()
    expect([...entries]).toEqual([['good', { a: 1 }]])
    expect(setAside).toEqual(['cut', 'empty', 'folder'])
    const names = await readdir(state)
    expect(names.filter((name) => name.endsWith('.json'))).toEqual(['good.json'])
    const kept = names.find((name) => /^cut\.damaged-\d+$/.test(name)) ?? ''
    expect(await readFile(join(state, kept), 'utf8')).toBe('{"a":')
    expect((await journalIn(directory).load()).setAside).toEqual([])
  })

  it('sweeps temporary files that a crash left behind', async () => {
    const directory = temporaryDirectory()
    const journal = journalIn(directory)
    await journal.write('a', 1)
    const left = join(directory, '.weightlift/a.json.tmp-0123456789ab')
    await writeFile(left, '{"half":')
    const twoMinutesAgo = new Date(Date.now() - 120_000)
    await utimes(left, twoMinutesAgo, twoMinutesAgo)
    expect((await journal.load()).entries.size).toBe(1)
    expect(await readdir(join(directory, '.weightlift'))).toEqual(['a.json', 'reserve'])
  })

  it('writes on while a second engine on the directory loads again and again', async () => {
    const directory = temporaryDirectory()
    const writer = journalIn(directory)
    const other = journalIn(directory)
    let isWriting = true
    const sweeping = (async () => {
      while (isWriting) await other.load()
    })()
    for (let at = 0; at < 100; at += 1) await writer.write('a', at)
    isWriting = false
    await sweeping
    expect((await writer.load()).entries.get('a')).toBe(99)
  })

  it('is storage-denied where the directory is below a file', async () => {
    const file = join(temporaryDirectory(), 'file')
    await writeFile(file, '')
    const journal = journalIn(join(file, 'models'))
    expect(await thrownBy(journal.write('a', 1))).toMatchObject({ code: 'storage-denied' })
    expect(await thrownBy(journal.load())).toMatchObject({ code: 'storage-denied' })
  })

  it('does not write through a link that leads out of the directory', async () => {
    const directory = temporaryDirectory()
    const outside = temporaryDirectory()
    await symlink(outside, join(directory, '.weightlift'))
    expect(await thrownBy(journalIn(directory).write('a', 1))).toMatchObject({ code: 'storage-denied' })
    expect(await readdir(outside)).toEqual([])
  })

  it('keeps the old value when the disk is full', async () => {
    // Without the right to mount there is no small disk to fill: then a folder in the way of the name makes the write fail.
    const directory = canMount ? mountedDirectory('size=256k') : temporaryDirectory()
    const journal = journalIn(directory)
    await journal.write('a', 'old')
    if (!canMount) await mkdir(join(directory, '.weightlift/b.json'), { recursive: true })
    const failed = canMount ? journal.write('a', 'x'.repeat(1024 * 1024)) : journal.write('b', 'new')
    expect(await thrownBy(failed)).toMatchObject({ code: canMount ? 'disk-full' : 'storage-io' })
    expect((await journal.load()).entries.get('a')).toBe('old')
    expect((await readdir(join(directory, '.weightlift'))).filter((name) => name.includes('tmp'))).toEqual([])
  })
})
