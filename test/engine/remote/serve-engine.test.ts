import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Patch } from '../../../src/engine/core/diff.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createOpenBorder, LISTED } from './border.js'

describe('serveEngine', () => {
  it('sends at most ten patches a second, however often the engine changes, and the last state always', async () => {
    const { clock, engine, pair, remote } = await createOpenBorder()
    const times: number[] = []
    remote.subscribe(() => times.push(clock.now()))
    for (let byte = 1; byte <= 3000; byte += 1) {
      engine.showDownload({ id: 'm', status: 'downloading', receivedBytes: byte })
      await clock.advance(1)
    }
    await clock.advance(200)
    const busiest = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1000).length))
    expect(busiest).toBeLessThanOrEqual(10)
    expect(times.length).toBeGreaterThanOrEqual(28)
    expect(remote.getSnapshot().downloads.m?.receivedBytes).toBe(3000)
    expect(pair.sentDown.filter((message) => (message as { type: string }).type === 'patch')).toHaveLength(times.length)
  })

  it('sends a sign of life and nothing else while nothing changes: soon at first, then every 15 seconds', async () => {
    const { clock, pair } = await createOpenBorder()
    await clock.advance(60_000)
    const pulse = { type: 'pulse', revision: 0 }
    expect(pair.sentDown.slice(1)).toEqual(Array(7).fill(pulse))
    expect(pair.sentUp).toHaveLength(1)
  })

  it('merges what changed while the listener was slow to read', async () => {
    const { clock, engine, pair, remote } = await createOpenBorder()
    pair.canSend = false
    for (let byte = 1; byte <= 20; byte += 1) {
      engine.showDownload({ id: 'm', receivedBytes: byte })
      await clock.advance(200)
    }
    expect(pair.sentDown).toHaveLength(1)
    pair.canSend = true
    await clock.advance(200)
    expect(pair.sentDown).toHaveLength(2)
    expect(remote.getSnapshot().downloads.m?.receivedBytes).toBe(20)
  })

  it('leaves engine and clock alone once the listener is gone', async () => {
    const { clock, engine, pair } = await createOpenBorder()
    engine.showDownload({ id: 'm' })
    engine.showDownload({ id: 'm', receivedBytes: 2 })
    pair.cut()
    expect(engine.listeners()).toBe(0)
    expect(clock.pendingTimers()).toBe(0)
  })

  it('passes commands on in the order they came, though the catalogue is slow for one of them', async () => {
    const { clock, engine, remote } = await createOpenBorder({
      catalog: (id) =>
        new Promise((resolve) => {
          clock.setTimer(500, () => resolve(id === LISTED.id ? LISTED : null))
        }),
    })
    const receipts = Promise.all([
      remote.dispatch({ type: 'download', model: { id: LISTED.id } }),
      remote.dispatch({ type: 'pause', id: LISTED.id }),
    ])
    await clock.advance(1000)
    await receipts
    expect(engine.commands.map(({ type }) => type)).toEqual(['download', 'pause'])
  })

  it('sends the fields that changed, and never a URL', async () => {
    const { clock, engine, pair } = await createOpenBorder()
    engine.showDownload({ id: 'm' })
    await clock.advance(200)
    engine.showDownload({ id: 'm', receivedBytes: 2 })
    await clock.advance(200)
    const last = pair.sentDown.at(-1) as { patch: Patch }
    expect(last.patch).toMatchObject({ changed: [], progress: 'ABE' })
    engine.showDownload({ id: 'm', status: 'downloading', reason: 'retry' })
    await clock.advance(200)
    const next = pair.sentDown.at(-1) as { patch: Patch }
    expect(next.patch.changed).toEqual([{ id: 'm', status: 'downloading', reason: 'retry' }])
    expect(JSON.stringify(pair.sentDown)).not.toContain('://')
  })

  it('refuses a call that it cannot understand, so that nobody waits for ever', async () => {
    const { engine, pair, warnings } = await createOpenBorder()
    pair.injectUp({ type: 'command', id: 'c1', command: { type: 'download', model: { id: 7 } } })
    pair.injectUp({ type: 'query', id: 'q1', query: { type: 'weather' } })
    pair.injectUp({ type: 'wave', id: 'w1' })
    await settle()
    expect(pair.sentDown.slice(1)).toMatchObject([
      { type: 'receipt', id: 'c1', receipt: { ok: false, error: { code: 'invalid-command' } } },
      { type: 'answer', id: 'q1', answer: { ok: false, error: { code: 'invalid-command' } } },
    ])
    expect(warnings.map(({ code, count }) => [code, count])).toEqual([
      ['dropped-message', 1],
      ['dropped-message', 2],
      ['dropped-message', 3],
    ])
    expect(engine.commands).toEqual([])
  })

  it('refuses what comes too fast, and takes it again a second later', async () => {
    const { clock, engine, remote } = await createOpenBorder({ messagesPerSecond: 5 })
    const receipts = await Promise.all(Array.from({ length: 8 }, () => remote.dispatch({ type: 'pause', id: 'm' })))
    // The hello counts too.
    expect(receipts.filter(({ ok }) => ok)).toHaveLength(4)
    expect(receipts.at(-1)).toMatchObject({ ok: false, error: { code: 'rate-limited', retryable: true } })
    await clock.advance(1001)
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toEqual({ ok: true })
    expect(engine.commands).toHaveLength(5)
  })

  it('survives a thousand random messages, drops and counts each of them', async () => {
    const { engine, pair, remote, warnings } = await createOpenBorder({ messagesPerSecond: Number.POSITIVE_INFINITY })
    const word = fc.constantFrom('command', 'query', 'hello', 'download', 'type', 'id', 'model', '__proto__', '')
    const field = fc.oneof(word, fc.anything({ maxDepth: 3 }))
    const message = fc.oneof(
      fc.anything(),
      fc.record({ type: word, id: field, command: fc.record({ type: word, id: field, model: field }) }),
      fc.record({ type: fc.constant('command'), id: word, command: field }),
      fc.record({ type: fc.constant('query'), id: word, query: field }),
    )
    const samples = fc.sample(message, { numRuns: 1000, seed: 7 })
    for (const sample of samples) pair.injectUp(sample)
    await settle()
    expect(warnings.at(-1)?.count).toBe(1000)
    expect(engine.commands).toEqual([])
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toEqual({ ok: true })
  })
})
