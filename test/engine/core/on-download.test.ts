import { describe, expect, it } from 'vitest'
import { FIRST_VERSION } from '../../../src/engine/core/version.js'
import { type Core, downloadingCore, file, model, openCore, progress, SHA } from './given.js'

const OTHER_SHA = 'b'.repeat(64)

function refusal(core: Core, id: string, fields: Record<string, unknown> = {}): unknown {
  const { receipt } = core.download(id, fields)
  return receipt?.ok === false ? receipt.error.code : 'taken'
}

describe('download', () => {
  it('puts a new model at the end of the line', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    core.download('a')
    core.download('b')
    expect(core.state.order).toEqual(['a', 'b'])
    expect(core.get('b')).toMatchObject({ status: 'queued', priority: 'normal', createdAtMs: core.now, run: 0 })
  })

  it('is kept at once', () => {
    const core = openCore()
    core.download('a')
    const record = {
      model: core.get('a').model,
      intent: 'active',
      priority: 'normal',
      error: null,
      unverified: false,
      startNow: false,
      allowMetered: false,
      retries: 0,
      restarts: 0,
      version: FIRST_VERSION,
      adopt: null,
      createdAtMs: core.now,
    }
    expect(core.effects).toEqual([
      { type: 'save-order', order: ['a'] },
      { type: 'save', id: 'a', record },
      { type: 'start', id: 'a', run: 1, model: core.get('a').model, version: FIRST_VERSION, task: { type: 'fetch' } },
    ])
  })

  it('refuses a bare id that nobody knows', () => {
    expect(refusal(openCore(), 'a', { url: undefined })).toBe('invalid-model')
  })

  it('takes a bare id of a model that it knows', () => {
    const core = downloadingCore()
    core.command({ type: 'pause', id: 'a' })
    expect(refusal(core, 'a', { url: undefined })).toBe('taken')
    expect(core.get('a')).toMatchObject({ status: 'preparing', model: model('a') })
  })

  it('refuses a priority that is none', () => {
    const core = openCore()
    const { receipt } = core.command({ type: 'download', model: model('a'), priority: 'urgent' as 'normal' })
    expect(receipt).toMatchObject({ ok: false, error: { code: 'invalid-command' } })
    expect(core.state.order).toEqual([])
  })

  it('refuses an id that shares its folder with another where case does not count', () => {
    const core = openCore()
    core.download('Model')
    expect(refusal(core, 'model')).toBe('invalid-model')
    expect(core.state.order).toEqual(['Model'])
  })
})

describe('a model asked for again', () => {
  it('while it downloads changes nothing', () => {
    const core = downloadingCore()
    const { downloads } = core.state
    core.download('a')
    expect(core.state.downloads).toBe(downloads)
    expect(core.effects).toEqual([])
  })

  it('with another priority takes that', () => {
    const core = downloadingCore()
    core.command({ type: 'download', model: model('a'), priority: 'essential' })
    expect(core.get('a')).toMatchObject({ status: 'downloading', priority: 'essential' })
  })

  it.each([
    ['from another URL', { url: 'https://elsewhere.test/a.bin' }],
    ['with a digest', { sha256: SHA }],
    ['under another path', { path: 'b.bin' }],
  ])('%s while it downloads is refused', (_, fields) => {
    expect(refusal(downloadingCore(), 'a', fields)).toBe('invalid-model')
  })

  it('from another URL is the same model where the digest is', () => {
    const core = openCore()
    core.download('a', { sha256: SHA })
    const url = 'https://mirror.test/a.bin'
    expect(refusal(core, 'a', { sha256: SHA, url })).toBe('taken')
    expect(core.get('a')).toMatchObject({ status: 'preparing', run: 1, model: { files: [{ urls: [url], size: 100 }] } })
  })

  it.each([
    ['another size', { sha256: SHA, size: 99 }, 'another size'],
    ['another digest', { sha256: OTHER_SHA }, 'another sha256'],
    ['other files', { sha256: SHA, path: 'b.bin' }, 'other files'],
    ['another URL', { sha256: null, url: 'https://elsewhere.test/a.bin' }, 'another URL'],
  ])('with %s is refused while it is on its way or paused, in words that name it', (_, fields, words) => {
    const core = openCore()
    core.download('a', { sha256: SHA })
    for (const _ of ['running', 'paused']) {
      const { receipt } = core.download('a', fields)
      expect(receipt).toMatchObject({ ok: false, error: { code: 'invalid-model' } })
      expect(receipt?.ok === false && receipt.error.message).toContain(words)
      core.command({ type: 'pause', id: 'a' })
    }
  })

  it('with another digest when it is usable is refused, and points to the revision', () => {
    const core = openCore()
    core.download('a', { sha256: SHA })
    core.completed('a')
    const { receipt } = core.download('a', { sha256: OTHER_SHA })
    expect(receipt?.ok === false && receipt.error.message).toContain('another revision')
    expect(core.get('a').status).toBe('completed')
  })

  it('with its first digest when it is usable is hashed', () => {
    const core = downloadingCore()
    core.completed('a')
    expect(refusal(core, 'a', { sha256: SHA })).toBe('taken')
    expect(core.get('a')).toMatchObject({ status: 'preparing', model: { files: [{ sha256: SHA }] } })
  })

  it('with fewer words loses none of what is known, and with its mirrors in another order is the same', () => {
    const core = openCore()
    const urls = ['https://models.test/a.bin', 'https://mirror.test/a.bin']
    core.download('a', { url: undefined, urls, sha256: SHA, name: 'A' })
    expect(refusal(core, 'a', { url: undefined, urls: [...urls].reverse(), size: null })).toBe('taken')
    expect(core.get('a').model).toMatchObject({ name: 'A', files: [{ sha256: SHA, size: 100 }] })
    expect(core.get('a').model.files[0]?.urls).toEqual([...urls].reverse())
  })

  it('by a new link after a failure goes on from its bytes by that link', () => {
    const core = openCore()
    core.download('a', { sha256: SHA, name: 'A' })
    core.report('a', 'prepared', progress(40))
    core.failed('a', 'not-found')
    const url = 'https://models.test/moved/a.bin'
    core.download('a', { sha256: SHA, url })
    expect(core.get('a')).toMatchObject({ status: 'preparing', files: [file(40)], restarts: 0, model: { name: 'A' } })
    expect(core.effects).toContainEqual(expect.objectContaining({ type: 'start', model: core.get('a').model }))
    expect(core.get('a').model.files[0]?.urls).toEqual([url])
  })

  it('after it was completed is looked at again, since what is on disk may have changed', () => {
    const core = downloadingCore()
    core.send({ type: 'completed', id: 'a', run: 1, progress: progress(100), unverified: true })
    core.download('a')
    expect(core.get('a')).toMatchObject({ status: 'preparing', files: [file(0)], unverified: false })
  })

  it('with another digest after a failure starts over, and says so', () => {
    const core = openCore()
    core.download('a', { sha256: SHA })
    core.report('a', 'prepared', progress(40))
    core.failed('a', 'checksum-mismatch')
    core.download('a', { sha256: OTHER_SHA })
    expect(core.get('a')).toMatchObject({ status: 'preparing', files: [file(0)], restarts: 1, priority: 'normal' })
    expect(core.get('a').model.files[0]?.sha256).toBe(OTHER_SHA)
  })

  it('with other files takes no word of the run before', () => {
    const core = openCore({ settings: { concurrency: 1 } })
    core.download('a', { sha256: SHA })
    core.report('a', 'prepared', progress(40))
    core.download('b')
    core.command({ type: 'cancel', id: 'a', keepPartial: true })
    core.download('a', { path: 'new.bin', sha256: OTHER_SHA })
    core.parked('a', progress(40), 1)
    expect(core.get('a')).toMatchObject({ status: 'queued', files: [file(0, 'new.bin')] })
  })
})
