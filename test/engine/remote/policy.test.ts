import { describe, expect, it } from 'vitest'
import { COMMAND_TYPES, type Command } from '../../../src/engine/core/command.js'
import type { ModelInput } from '../../../src/engine/core/model.js'
import type { Catalog } from '../../../src/engine/remote/model-policy.js'
import { type Allow, createPolicy } from '../../../src/engine/remote/policy.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createOpenBorder, LISTED } from './border.js'

const ELSEWHERE = { id: 'other', url: 'https://evil.example/x.onnx', path: 'x.onnx' }

function download(model: ModelInput): Command {
  return { type: 'download', model }
}

describe('what a page says about a model', () => {
  it('is ignored but for the id when the catalogue lists it', async () => {
    const { engine, remote } = await createOpenBorder()
    const given = { ...ELSEWHERE, id: LISTED.id, sha256: 'cd'.repeat(32) }
    expect(await remote.dispatch(download(given))).toEqual({ ok: true })
    expect(await remote.dispatch(download({ id: LISTED.id }))).toEqual({ ok: true })
    await remote.query({ type: 'plan', model: given })
    expect(engine.commands).toEqual([
      { type: 'download', model: LISTED },
      { type: 'download', model: LISTED },
    ])
    expect(engine.queries).toEqual([{ type: 'plan', model: LISTED }])
  })

  it('is refused when the catalogue does not list it, with a word for the developer of the host', async () => {
    const { engine, remote } = await createOpenBorder()
    const receipt = await remote.dispatch(download(ELSEWHERE))
    expect(receipt).toMatchObject({ ok: false, error: { code: 'forbidden', action: null } })
    expect(JSON.stringify(receipt)).toContain('"https://evil.example\\" to allow.urls')
    expect(await remote.dispatch(download({ id: 'other' }))).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    expect(await remote.query({ type: 'availability', model: ELSEWHERE })).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    })
    expect(engine.commands).toEqual([])
    expect(engine.queries).toEqual([])
  })

  it('counts when all its URLs are of allowed origins', async () => {
    const allow = { urls: ['https://models.example', 'https://mirror.example/'] }
    const { engine, remote } = await createOpenBorder({ catalog: [], allow })
    const model = { id: 'm', urls: ['https://models.example/m.onnx', 'https://mirror.example/m.onnx'], path: 'm.onnx' }
    expect(await remote.dispatch(download(model))).toEqual({ ok: true })
    // Whatever they lead to has to be public, or one of these.
    const privateOrigins = ['https://models.example', 'https://mirror.example']
    expect(engine.commands).toEqual([{ type: 'download', model: { ...model, privateOrigins } }])
    const mixed = { id: 'm', urls: ['https://models.example/m.onnx', 'https://evil.example/m.onnx'] }
    expect(await remote.dispatch(download(mixed))).toMatchObject({ ok: false, error: { code: 'forbidden' } })
    for (const url of [
      'https://models.example:444/m',
      'http://models.example/m',
      'https://models.example.evil.example/m',
    ]) {
      expect(await remote.dispatch(download({ id: 'm', url }))).toMatchObject({ error: { code: 'forbidden' } })
    }
  })

  it('is reduced to the id when the engine knows the model by itself', async () => {
    const { engine, remote } = await createOpenBorder()
    engine.showDownload({ id: 'other', status: 'paused' })
    expect(await remote.dispatch(download(ELSEWHERE))).toEqual({ ok: true })
    expect(await remote.dispatch({ type: 'resume', id: 'other' })).toEqual({ ok: true })
    expect(engine.commands).toEqual([
      { type: 'download', model: { id: 'other' } },
      { type: 'resume', id: 'other' },
    ])
  })

  it.each([
    ['../x', undefined, 'invalid-model'],
    ['C:\\x', undefined, 'invalid-model'],
    ['', undefined, 'invalid-model'],
    ['x'.repeat(300), undefined, 'invalid-model'],
    ['m', 'file:///etc/passwd', 'insecure-url'],
    ['m', 'ftp://models.example/m', 'insecure-url'],
    ['m', 'https://user:secret@models.example/m', 'insecure-url'],
  ])('is refused for what is wrong with it: %j %j', async (id, url, code) => {
    const { engine, remote } = await createOpenBorder({ allow: { urls: ['https://models.example'] } })
    expect(await remote.dispatch(download(url === undefined ? { id } : { id, url }))).toMatchObject({
      ok: false,
      error: { code },
    })
    expect(engine.commands).toEqual([])
  })

  it('finds no model of a name that every object has', async () => {
    const { remote } = await createOpenBorder()
    for (const id of ['constructor', 'toString', '__proto__']) {
      const receipt = await remote.dispatch(download({ id }))
      expect(receipt).toMatchObject({ ok: false, error: { code: expect.stringMatching(/forbidden|invalid-model/) } })
    }
  })
})

describe('a catalogue that is a function', () => {
  it('is asked by the id, at once or later', async () => {
    const { engine, remote } = await createOpenBorder({ catalog: async (id) => (id === LISTED.id ? LISTED : null) })
    expect(await remote.dispatch(download({ id: LISTED.id }))).toEqual({ ok: true })
    expect(await remote.dispatch(download({ id: 'other' }))).toMatchObject({ error: { code: 'forbidden' } })
    expect(engine.commands).toEqual([{ type: 'download', model: LISTED }])
  })

  it('shows as a refusal and a warning when it fails or gives another model, and its error stays at home', async () => {
    const { remote, warnings } = await createOpenBorder({
      catalog: (id) => {
        if (id === 'broken') throw new Error('password: hunter2')
        return LISTED
      },
    })
    const broken = await remote.dispatch(download({ id: 'broken' }))
    expect(broken).toMatchObject({ ok: false, error: { code: 'forbidden', retryable: true } })
    expect(JSON.stringify(broken)).not.toContain('hunter2')
    expect(await remote.dispatch(download({ id: 'other' }))).toMatchObject({ error: { code: 'invalid-model' } })
    expect(warnings.map(({ code }) => code)).toEqual(['catalog', 'refused', 'catalog', 'refused'])
  })
})

describe('what a page may do', () => {
  it('is by default what names a listed model and destroys nothing', async () => {
    const { remote } = await createOpenBorder()
    const { capabilities } = remote.getSnapshot()
    expect(capabilities.commands).toEqual(['download', 'pause', 'resume', 'retry', 'prioritize', 'move'])
    expect(capabilities.settings).toEqual([])
    expect(capabilities.queries).toEqual(['availability', 'plan', 'storage', 'locate'])
  })

  it('is turned on and off one by one', async () => {
    const { engine, remote } = await createOpenBorder({ allow: { cancel: true, configure: true, pause: false } })
    const { capabilities } = remote.getSnapshot()
    expect(capabilities.commands).toContain('cancel')
    expect(capabilities.commands).not.toContain('pause')
    expect(capabilities.settings).toEqual(['concurrency', 'metered'])
    expect(await remote.dispatch({ type: 'cancel', id: 'm' })).toEqual({ ok: true })
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toMatchObject({
      ok: false,
      error: { code: 'unsupported' },
    })
    expect(engine.commands).toEqual([{ type: 'cancel', id: 'm' }])
  })

  it('is refused at the host, and not only hidden: a page that asks all the same gets unsupported', async () => {
    const { engine, pair } = await createOpenBorder({
      allow: Object.fromEntries(COMMAND_TYPES.map((type) => [type, false])),
    })
    const commands = [
      download({ id: LISTED.id }),
      { type: 'remove', id: 'm' },
      { type: 'adopt', model: { id: LISTED.id }, location: '/etc/passwd' },
      { type: 'configure', settings: { concurrency: 9 } },
    ]
    commands.forEach((command, at) => {
      pair.injectUp({ type: 'command', id: `c${at}`, command })
    })
    await settle()
    const receipts = pair.sentDown.filter((message) => (message as { type: string }).type === 'receipt')
    expect(receipts).toHaveLength(commands.length)
    for (const receipt of receipts)
      expect(receipt).toMatchObject({ receipt: { ok: false, error: { code: 'unsupported' } } })
    expect(engine.commands).toEqual([])
  })

  it('adopts under the catalogue, too', async () => {
    const { engine, remote } = await createOpenBorder({ allow: { adopt: true } })
    await remote.dispatch({ type: 'adopt', model: { ...ELSEWHERE, id: LISTED.id }, location: '/tmp/m' })
    expect(engine.commands).toEqual([{ type: 'adopt', model: LISTED, location: '/tmp/m' }])
  })
})

describe('where files are', () => {
  const located = { id: 'm', files: [{ path: 'onnx/m.onnx', location: '/home/user/models/m/onnx/m.onnx', size: 3 }] }

  it('is told as the path inside the model, unless the host allows more', async () => {
    const { engine, remote } = await createOpenBorder()
    engine.onQuery = async () => ({ ok: true, value: located })
    expect(await remote.query({ type: 'locate', id: 'm' })).toEqual({
      ok: true,
      value: { id: 'm', files: [{ path: 'onnx/m.onnx', location: 'onnx/m.onnx', size: 3 }] },
    })
    engine.onQuery = async () => ({ ok: true, value: null })
    expect(await remote.query({ type: 'locate', id: 'm' })).toEqual({ ok: true, value: null })
  })

  it('is told in full with allow.locate', async () => {
    const { engine, remote } = await createOpenBorder({ allow: { locate: true } })
    engine.onQuery = async () => ({ ok: true, value: located })
    expect(await remote.query({ type: 'locate', id: 'm' })).toEqual({ ok: true, value: located })
  })
})

describe('createPolicy', () => {
  const checkPolicy = (catalog: Catalog, allow: Allow) =>
    createPolicy({ catalog, allow, knows: () => false, onCatalogFailure: () => undefined })

  it('finds a catalogue or an origin that cannot be right before anybody connects', () => {
    expect(() => checkPolicy([LISTED], { urls: ['https://models.example'] })).not.toThrow()
    expect(() => checkPolicy([LISTED, LISTED], {})).toThrow('twice')
    expect(() => checkPolicy([{ id: 'bare' }], {})).toThrow('without a url')
    expect(() => checkPolicy([{ id: '../x', url: LISTED.url }], {})).toThrow('folder name')
    expect(() => checkPolicy([], { urls: ['models.example'] })).toThrow('no origin')
    expect(() => checkPolicy([], { urls: ['file:///tmp'] })).toThrow('no origin')
  })
})
