import { describe, expect, it } from 'vitest'
import type { Command, Receipt } from '../../../src/engine/core/command.js'
import { EngineError, toErrorData } from '../../../src/engine/core/errors.js'
import { connectEngine } from '../../../src/engine/remote/connect-engine.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createBorder, createOpenBorder, LISTED } from './border.js'
import { aDownload } from './fake-engine.js'

function count(messages: readonly unknown[], type: string): number {
  return messages.filter((message) => (message as { type: string }).type === type).length
}

describe('connectEngine', () => {
  it('is connecting until the first snapshot, then shows the far engine', async () => {
    const { engine, pair, remote } = createBorder()
    engine.showDownload({ id: 'm', status: 'downloading', receivedBytes: 5 })
    expect(remote.getSnapshot().link).toBe('connecting')
    pair.restore()
    await settle()
    expect(remote.getSnapshot()).toMatchObject({ link: 'open', order: ['m'] })
    expect(remote.getSnapshot().downloads).toEqual(engine.getSnapshot().downloads)
    expect(count(pair.sentDown, 'snapshot')).toBe(1)
  })

  it('tells its listeners once a change, and keeps untouched downloads identical', async () => {
    const { clock, engine, remote } = await createOpenBorder()
    engine.showDownload({ id: 'a' })
    engine.showDownload({ id: 'b' })
    await clock.advance(200)
    const before = remote.getSnapshot()
    let calls = 0
    remote.subscribe(() => {
      calls += 1
    })
    engine.showDownload({ id: 'a', receivedBytes: 10 })
    await clock.advance(200)
    const after = remote.getSnapshot()
    expect(calls).toBe(1)
    expect(after.revision).toBeGreaterThan(before.revision)
    expect(after.downloads.a?.receivedBytes).toBe(10)
    expect(after.downloads.b).toBe(before.downloads.b)
    expect(after.order).toBe(before.order)
    expect(remote.getSnapshot()).toBe(after)
  })

  it('shows the effect of a command before its receipt', async () => {
    const { engine, remote } = await createOpenBorder()
    engine.onCommand = async (command) => {
      engine.showDownload({ id: (command as Extract<Command, { type: 'pause' }>).id, status: 'paused' })
      return { ok: true }
    }
    engine.showDownload({ id: 'm', status: 'downloading' })
    let shown: unknown = null
    const receipt = await remote.dispatch({ type: 'pause', id: 'm' }).then((value) => {
      shown = remote.getSnapshot().downloads.m?.status
      return value
    })
    expect(receipt).toEqual({ ok: true })
    expect(shown).toBe('paused')
  })

  it('asks for a fresh snapshot, once, when a patch does not fit', async () => {
    const { clock, engine, pair, remote } = await createOpenBorder()
    await clock.advance(200)
    pair.loseNextDown()
    engine.showDownload({ id: 'a' })
    await clock.advance(200)
    expect(remote.getSnapshot().downloads).toEqual({})
    const hellos = count(pair.sentUp, 'hello')
    engine.showDownload({ id: 'b' })
    await clock.advance(200)
    expect(count(pair.sentUp, 'hello')).toBe(hellos + 1)
    expect(remote.getSnapshot().downloads).toEqual(engine.getSnapshot().downloads)
    engine.showDownload({ id: 'b', receivedBytes: 3 })
    await clock.advance(200)
    expect(remote.getSnapshot().downloads.b?.receivedBytes).toBe(3)
    expect(count(pair.sentUp, 'hello')).toBe(hellos + 1)
  })

  it('asks once for many patches that do not fit', async () => {
    const { pair, remote } = await createOpenBorder()
    const hellos = count(pair.sentUp, 'hello')
    for (let base = 700; base < 710; base += 1) {
      pair.injectDown({ type: 'patch', patch: { base, revision: base + 1, changed: [], removed: [] } })
    }
    await settle()
    expect(count(pair.sentUp, 'hello')).toBe(hellos + 1)
    expect(remote.getSnapshot().link).toBe('open')
  })

  it('keeps the last snapshot while the link is lost, and goes on from a fresh one', async () => {
    const { clock, engine, pair, remote } = await createOpenBorder()
    engine.showDownload({ id: 'a', receivedBytes: 5 })
    engine.showDownload({ id: 'b' })
    await clock.advance(200)
    const before = remote.getSnapshot()
    pair.cut()
    expect(remote.getSnapshot()).toMatchObject({ link: 'lost', revision: before.revision + 1 })
    expect(remote.getSnapshot().downloads).toBe(before.downloads)
    engine.showDownload({ id: 'a', receivedBytes: 9 })
    pair.restore()
    await settle()
    const after = remote.getSnapshot()
    expect(after.link).toBe('open')
    expect(after.downloads.a?.receivedBytes).toBe(9)
    expect(after.downloads.b).toBe(before.downloads.b)
    expect(after.revision).toBeGreaterThan(before.revision)
  })

  it('never lets its revision fall, though an engine that was started again counts anew', async () => {
    const { engine, pair, remote } = await createOpenBorder()
    for (let byte = 0; byte < 20; byte += 1) {
      engine.showDownload({ id: 'm', receivedBytes: byte })
      await remote.dispatch({ type: 'pause', id: 'm' })
    }
    const { revision } = remote.getSnapshot()
    pair.cut()
    engine.show({ revision: 1, downloads: {}, order: [] })
    pair.restore()
    await settle()
    expect(remote.getSnapshot()).toMatchObject({ link: 'open', order: [] })
    expect(remote.getSnapshot().revision).toBeGreaterThan(revision)
    engine.showDownload({ id: 'n' })
    await remote.dispatch({ type: 'pause', id: 'n' })
    expect(remote.getSnapshot().order).toEqual(['n'])
  })

  it('shows a far engine that closed as out of reach, and not as closed for good', async () => {
    const { clock, engine, remote } = await createOpenBorder()
    await engine.close()
    await clock.advance(200)
    expect(remote.getSnapshot().link).toBe('lost')
  })

  it('lets a command wait for a lost link, and sends it once the link is back', async () => {
    const { clock, engine, pair, remote } = await createOpenBorder()
    pair.cut()
    const receipt = remote.dispatch({ type: 'pause', id: 'm' })
    await clock.advance(9_000)
    expect(engine.commands).toEqual([])
    pair.restore()
    expect(await receipt).toEqual({ ok: true })
    expect(engine.commands).toEqual([{ type: 'pause', id: 'm' }])
    await clock.advance(60_000)
    expect(engine.commands).toHaveLength(1)
  })

  it('refuses with link-lost what waited for too long, and says whether it may have been carried out', async () => {
    const { clock, engine, pair, remote } = await createOpenBorder()
    engine.onCommand = () => new Promise(() => undefined)
    const sent = remote.dispatch({ type: 'pause', id: 'm' })
    await settle()
    pair.cut()
    const unsent = remote.dispatch({ type: 'resume', id: 'm' })
    await clock.advance(10_001)
    expect(await sent).toMatchObject({ ok: false, error: { code: 'link-lost', retryable: true } })
    expect(((await sent) as Extract<Receipt, { ok: false }>).error.message).toContain('may have been carried out')
    expect(((await unsent) as Extract<Receipt, { ok: false }>).error.message).toContain('Nothing was done')
    pair.restore()
    await clock.advance(1000)
    expect(engine.commands).toEqual([{ type: 'pause', id: 'm' }])
  })

  it('refuses with the reason of the link where waiting cannot help', async () => {
    const { clock, pair, remote } = createBorder()
    const receipt = remote.dispatch({ type: 'pause', id: 'm' })
    pair.cut(toErrorData(new EngineError('unauthorized', 'The token is not the right one.')))
    await clock.advance(10_001)
    expect(await receipt).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
  })

  it('refuses at once what was not sent, where the reason of the link is final', async () => {
    const { pair, clock } = createBorder()
    const remote = connectEngine(pair.near, { clock, isFinal: ({ code }) => code === 'storage-denied' })
    const before = remote.dispatch({ type: 'pause', id: 'm' })
    pair.cut(toErrorData(new EngineError('storage-denied', 'Nothing can be stored here.')))
    const after = remote.dispatch({ type: 'pause', id: 'm' })
    for (const receipt of [before, after])
      expect(await receipt).toMatchObject({ ok: false, error: { code: 'storage-denied' } })
  })

  it('carries a command out once, though the link broke before its receipt came', async () => {
    const { engine, pair, remote } = await createOpenBorder()
    let finish: (receipt: Receipt) => void = () => undefined
    engine.onCommand = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    const receipt = remote.dispatch({ type: 'cancel', id: 'm' })
    await settle()
    const isAllowed = engine.commands.length
    const pause = remote.dispatch({ type: 'pause', id: 'm' })
    await settle()
    pair.cut()
    pair.restore()
    await settle()
    pair.cut()
    pair.restore()
    await settle()
    finish({ ok: true })
    expect(await pause).toEqual({ ok: true })
    expect(count(pair.sentUp, 'command')).toBeGreaterThan(2)
    expect(engine.commands).toEqual([{ type: 'pause', id: 'm' }])
    expect(isAllowed).toBe(0)
    expect(await receipt).toMatchObject({ ok: false, error: { code: 'unsupported' } })
  })

  it('refuses what it cannot send, in the words of the engine where they exist', async () => {
    const { pair, remote } = await createOpenBorder()
    const sent = pair.sentUp.length
    const bad = (command: unknown) => remote.dispatch(command as Command)
    expect(await bad({ type: 'explode' })).toMatchObject({ ok: false, error: { code: 'unsupported' } })
    expect(await bad(null)).toMatchObject({ ok: false, error: { code: 'unsupported' } })
    expect(await bad({ type: 'pause', id: 7 })).toMatchObject({ ok: false, error: { code: 'invalid-command' } })
    expect(await bad({ type: 'download', model: 'm' })).toMatchObject({ ok: false, error: { code: 'invalid-model' } })
    expect(await bad({ type: 'configure', settings: { speed: 1 } })).toMatchObject({
      ok: false,
      error: { code: 'invalid-command' },
    })
    expect(await remote.query({ type: 'weather' } as never)).toMatchObject({
      ok: false,
      error: { code: 'unsupported' },
    })
    expect(pair.sentUp).toHaveLength(sent)
  })

  it('gives the answer to a query, and refuses one that does not fit its question', async () => {
    const { engine, remote, warnings } = await createOpenBorder()
    const availability = {
      id: LISTED.id,
      status: 'missing',
      bytes: 0,
      totalBytes: 1000,
      revision: null,
      verified: false,
    } as const
    engine.onQuery = async () => ({ ok: true, value: availability })
    expect(await remote.query({ type: 'availability', model: LISTED })).toEqual({ ok: true, value: availability })
    expect(await remote.query({ type: 'storage' })).toMatchObject({ ok: false, error: { code: 'bad-response' } })
    expect(warnings).toMatchObject([{ code: 'dropped-message', count: 1 }])
  })

  it('settles everything with closed when it is closed, and stays closed', async () => {
    const { clock, engine, pair, remote } = await createOpenBorder()
    engine.onCommand = () => new Promise(() => undefined)
    const command = remote.dispatch({ type: 'pause', id: 'm' })
    const query = remote.query({ type: 'storage' })
    const closing = remote.close()
    expect(remote.close()).toBe(closing)
    await closing
    expect(await command).toMatchObject({ ok: false, error: { code: 'closed' } })
    expect(await query).toMatchObject({ ok: false, error: { code: 'closed' } })
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toMatchObject({ ok: false, error: { code: 'closed' } })
    expect(remote.getSnapshot().link).toBe('closed')
    engine.showDownload(aDownload({ id: 'late' }))
    await clock.advance(1000)
    expect(remote.getSnapshot()).toMatchObject({ link: 'closed', order: [] })
    expect(pair.near.getStatus()).toBe('closed')
    pair.cut()
    expect(clock.pendingTimers()).toBe(0)
  })

  it('says which version to install when the other side speaks another protocol', async () => {
    const { clock, pair, remote, warnings } = createBorder()
    const early = remote.dispatch({ type: 'pause', id: 'm' })
    pair.injectDown({ type: 'snapshot', version: 2, snapshot: { new: 'form' } })
    expect(await early).toMatchObject({ ok: false, error: { code: 'unsupported' } })
    expect(warnings).toMatchObject([{ code: 'version', count: 1 }])
    const late = remote.dispatch({ type: 'pause', id: 'm' })
    await clock.advance(10_001)
    expect(await late).toMatchObject({ ok: false, error: { code: 'unsupported' } })
  })

  it('drops and counts what does not fit, and names nothing of it', async () => {
    const { pair, remote, warnings } = await createOpenBorder()
    const before = remote.getSnapshot()
    const secret = 'hunter2'
    pair.injectDown(secret)
    pair.injectDown({ type: 'patch', patch: { base: secret } })
    pair.injectDown({ type: 'receipt', id: 'x', receipt: { ok: false, error: { code: secret } } })
    pair.injectDown({
      type: 'patch',
      patch: { base: before.revision, revision: 9, changed: [{ id: 'a', status: undefined }], removed: [] },
    })
    expect(remote.getSnapshot()).toBe(before)
    expect(warnings.map(({ count }) => count)).toEqual([1, 2, 3, 4])
    expect(JSON.stringify(warnings)).not.toContain(secret)
  })
})
