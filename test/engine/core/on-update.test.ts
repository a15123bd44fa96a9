import { describe, expect, it } from 'vitest'
import type { Sighting } from '../../../src/engine/core/version.js'
import { type Core, model, openCore, progress, SHA } from './given.js'

const NEW_SHA = 'b'.repeat(64)
const FIRST = { revision: '1', sha256: SHA, path: 'x.bin' }
const SECOND = { revision: '2', sha256: NEW_SHA, path: 'x.bin', size: 300 }

/** A core that has the first version of `a`. */
function withFirst(fields: Record<string, unknown> = FIRST): Core {
  const core = openCore()
  core.download('a', fields)
  core.completed('a', whole())
  return core
}

const whole = (bytes = 100) => progress([{ path: 'x.bin', totalBytes: bytes, receivedBytes: bytes }])

const ask = (core: Core, fields: Record<string, unknown>) =>
  core.command({ type: 'check', model: model('a', fields) }).receipt

function looked(core: Core, sightings: readonly Sighting[], generation = 0): void {
  core.send({ type: 'looked', id: 'a', generation, sightings })
}

const types = (core: Core): string[] => core.effects.map(({ type }) => type)

describe('check', () => {
  it('offers what the app calls another version, and fetches nothing', () => {
    const core = withFirst()
    expect(ask(core, SECOND)).toEqual({ ok: true })
    expect(types(core)).toEqual(['save'])
    expect(core.get('a')).toMatchObject({
      status: 'completed',
      version: { generation: 0, offer: { totalBytes: 300, bytesToFetch: 300, model: { revision: '2' } } },
    })
  })

  it('asks the origin where the app says nothing of another version', () => {
    const core = withFirst()
    ask(core, FIRST)
    expect(core.effects).toEqual([{ type: 'look', id: 'a', model: core.get('a').model, generation: 0 }])
    core.command({ type: 'check', model: { id: 'a', name: null, revision: null, files: [] } })
    expect(types(core)).toEqual(['look'])
  })

  it('offers what the origin has now, and takes it back when that is as it was', () => {
    const core = withFirst({ path: 'x.bin' })
    looked(core, [{ path: 'x.bin', hasChanged: true, totalBytes: 250 }])
    expect(core.get('a').version.offer).toMatchObject({ totalBytes: 250, bytesToFetch: 250, needsDigest: false })
    looked(core, [{ path: 'x.bin', hasChanged: false, totalBytes: 100 }])
    expect(core.get('a').version.offer).toBeNull()
  })

  it('does not believe what was seen of a version that was replaced meanwhile', () => {
    const core = withFirst({ path: 'x.bin' })
    looked(core, [{ path: 'x.bin', hasChanged: true, totalBytes: 250 }], 4)
    expect(core.get('a').version.offer).toBeNull()
  })

  it("leaves the app's word on a newer version when the origin has the old one still", () => {
    const core = withFirst()
    ask(core, SECOND)
    looked(core, [{ path: 'x.bin', hasChanged: false, totalBytes: 100 }])
    expect(core.get('a').version.offer?.model.revision).toBe('2')
  })

  it('says nothing of a model that is not here yet, and refuses one that nobody asked for', () => {
    const core = openCore()
    core.download('a', FIRST)
    expect(ask(core, SECOND)).toEqual({ ok: true })
    expect(core.effects).toEqual([])
    expect(core.command({ type: 'check', model: model('b') }).receipt).toMatchObject({
      ok: false,
      error: { code: 'unknown-download' },
    })
  })
})

describe('update', () => {
  it('fetches the version on offer into a place of its own, and keeps the old one', () => {
    const core = withFirst()
    ask(core, SECOND)
    core.command({ type: 'update', id: 'a' })
    expect(core.get('a')).toMatchObject({
      status: 'preparing',
      model: { revision: '2' },
      version: { generation: 1, offer: null, installed: { generation: 0, model: { revision: '1' } } },
    })
    expect(types(core)).toEqual(['save', 'start'])
  })

  it('begins at once where the app asks for another revision', () => {
    const core = withFirst()
    core.download('a', SECOND)
    expect(core.get('a')).toMatchObject({ status: 'preparing', version: { generation: 1 } })
  })

  it('swaps the versions in one record, and deletes the old one when that is kept', () => {
    const core = withFirst()
    core.download('a', SECOND)
    core.completed('a', whole(300))
    expect(core.get('a').version).toEqual({ generation: 1, installed: null, stale: [0], offer: null })
    expect(core.effects).toMatchObject([
      { type: 'save', record: { intent: 'completed', version: { generation: 1, installed: null, stale: [0] } } },
      { type: 'tidy', id: 'a', generations: [0] },
    ])
    core.send({ type: 'tidied', id: 'a', generations: [0] })
    expect(core.get('a').version.stale).toEqual([])
    expect(types(core)).toEqual(['save'])
  })

  it('that is cancelled leaves the old version as it was, and stays on offer', () => {
    const core = withFirst()
    core.download('a', SECOND)
    core.report('a', 'prepared', progress([{ path: 'x.bin', totalBytes: 300, receivedBytes: 40 }]))
    core.command({ type: 'cancel', id: 'a' })
    expect(core.get('a')).toMatchObject({
      status: 'completed',
      model: { revision: '1' },
      files: [{ path: 'x.bin', totalBytes: 100, receivedBytes: 100 }],
      version: { generation: 0, installed: null, stale: [1], offer: { model: { revision: '2' } } },
    })
    expect(types(core)).toEqual(['stop', 'save', 'tidy'])
    core.command({ type: 'update', id: 'a' })
    expect(core.get('a').version).toMatchObject({ generation: 2, stale: [1] })
  })

  it('gives place to a version that is newer still', () => {
    const core = withFirst()
    core.download('a', SECOND)
    core.download('a', { ...SECOND, revision: '3', sha256: 'c'.repeat(64) })
    expect(core.get('a')).toMatchObject({
      model: { revision: '3' },
      version: { generation: 2, stale: [1], installed: { generation: 0, model: { revision: '1' } } },
    })
    expect(types(core)).toEqual(['stop', 'save', 'tidy', 'start'])
  })

  it('is one, however often it is asked for', () => {
    const core = withFirst()
    core.download('a', SECOND)
    const before = core.state
    core.download('a', SECOND)
    core.command({ type: 'update', id: 'a' })
    core.download('a', FIRST)
    expect(core.state).toBe(before)
    core.completed('a', whole(300))
    core.command({ type: 'update', id: 'a' })
    expect(core.get('a')).toMatchObject({ status: 'completed', version: { generation: 1 } })
  })

  it('takes over the files that are the same', () => {
    const core = openCore()
    const files = (revision: string, sha256: string) => ({
      url: undefined,
      revision,
      files: [
        { path: 'x.bin', url: 'https://models.test/x.bin', sha256: SHA, size: 60 },
        { path: 'y.bin', url: 'https://models.test/y.bin', sha256, size: 40 },
      ],
    })
    core.download('a', files('1', 'd'.repeat(64)))
    core.completed(
      'a',
      progress([
        { path: 'x.bin', totalBytes: 60, receivedBytes: 60 },
        { path: 'y.bin', totalBytes: 40, receivedBytes: 40 },
      ]),
    )
    ask(core, files('2', NEW_SHA))
    expect(core.get('a').version.offer).toMatchObject({
      totalBytes: 100,
      bytesToFetch: 40,
      kept: [{ path: 'x.bin', from: 'x.bin' }],
    })
  })

  it('is refused where the app names digests and nobody named that of the new version', () => {
    const core = withFirst()
    looked(core, [{ path: 'x.bin', hasChanged: true, totalBytes: 250 }])
    expect(core.get('a').version.offer?.needsDigest).toBe(true)
    expect(core.command({ type: 'update', id: 'a' }).receipt).toMatchObject({ error: { code: 'invalid-model' } })
  })

  it('is found in the journal of an engine that died, wherever it was', () => {
    const core = withFirst()
    core.download('a', SECOND)
    const save = core.effects.find(({ type }) => type === 'save')
    const record = JSON.parse(JSON.stringify(save)).record
    const next = openCore()
    const traffic = { fetchedBytes: 0, wastedBytes: 0 }
    next.send({
      type: 'loaded',
      records: [{ record, files: [], committedBytes: 0, traffic }],
      order: [],
      autoResume: true,
    })
    expect(next.get('a').version).toEqual(core.get('a').version)
    expect(next.get('a').status).toBe('preparing')
  })

  it('tidies what its predecessor did not come to, once it owns the directory', () => {
    const core = withFirst()
    core.download('a', SECOND)
    core.completed('a', whole(300))
    const save = core.effects.find(({ type }) => type === 'save')
    const record = JSON.parse(JSON.stringify(save)).record
    const next = openCore()
    next.send({ type: 'owner', owner: false })
    const traffic = { fetchedBytes: 0, wastedBytes: 0 }
    next.send({
      type: 'loaded',
      records: [{ record, files: [], committedBytes: 0, traffic }],
      order: [],
      autoResume: true,
    })
    expect(types(next)).not.toContain('tidy')
    next.send({ type: 'owner', owner: true })
    expect(next.effects).toContainEqual({ type: 'tidy', id: 'a', generations: [0] })
  })
})
