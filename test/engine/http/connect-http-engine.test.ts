import { describe, expect, it, onTestFinished } from 'vitest'
import { createClient } from '../../../src/engine/core/client.js'
import { type ConnectHttpEngineOptions, connectHttpEngine } from '../../../src/engine/http/connect-http-engine.js'
import type { Warning } from '../../../src/engine/remote/warning.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { createFakeEngine } from '../remote/fake-engine.js'
import { type Host, LISTED, startHost, TOKEN, until } from './loopback.js'

const QUICK = { minMs: 10, maxMs: 50 }

function connect(host: Pick<Host, 'url'>, options: Partial<ConnectHttpEngineOptions> = {}) {
  const remote = connectHttpEngine({ url: host.url, token: TOKEN, reconnect: QUICK, ...options })
  onTestFinished(() => remote.close())
  return remote
}

describe('connectHttpEngine', () => {
  it('shows the far engine, carries commands to it and answers back', async () => {
    const engine = createFakeEngine()
    engine.onQuery = async () => ({
      ok: true,
      value: { id: LISTED.id, status: 'partial', bytes: 10, totalBytes: 1000, revision: null, verified: false },
    })
    engine.onCommand = async () => {
      engine.showDownload({ id: LISTED.id, status: 'downloading' })
      return { ok: true }
    }
    const remote = connect(await startHost(engine))
    const client = createClient(remote)
    await client.download({ id: LISTED.id })
    expect(engine.commands).toEqual([{ type: 'download', model: LISTED }])
    expect(remote.getSnapshot().downloads[LISTED.id]?.status).toBe('downloading')
    expect(await client.availability({ id: LISTED.id })).toMatchObject({ status: 'partial', bytes: 10 })
  })

  it('shows a page that was loaded again the running state at once', async () => {
    const engine = createFakeEngine()
    const host = await startHost(engine)
    const first = connect(host)
    await until(first, ({ link }) => link === 'open')
    engine.showDownload({ id: 'm', status: 'downloading', receivedBytes: 500 })
    await until(first, ({ order }) => order.length === 1)
    await first.close()
    const second = connect(host)
    const seen: unknown[] = []
    second.subscribe(() => seen.push(second.getSnapshot().downloads.m?.receivedBytes))
    await until(second, ({ link }) => link === 'open')
    expect(seen).toEqual([500])
  })

  it('lets the host forget a listener that closed', async () => {
    const engine = createFakeEngine()
    const remote = connect(await startHost(engine))
    await until(remote, ({ link }) => link === 'open')
    expect(engine.listeners()).toBe(1)
    await remote.close()
    await expect.poll(() => engine.listeners()).toBe(0)
  })

  it('reconnects when the server is stopped and started on the same port, and sends what waited', async () => {
    const engine = createFakeEngine()
    const host = await startHost(engine)
    const remote = connect(host)
    await until(remote, ({ link }) => link === 'open')
    await host.stop()
    await until(remote, ({ link }) => link === 'lost')
    const receipt = remote.dispatch({ type: 'pause', id: 'm' })
    engine.showDownload({ id: 'm', receivedBytes: 77 })
    await startHost(engine, {}, host.port)
    expect(await receipt).toEqual({ ok: true })
    expect(remote.getSnapshot()).toMatchObject({ link: 'open', order: ['m'] })
    expect(engine.commands).toEqual([{ type: 'pause', id: 'm' }])
  })

  it('carries a command out once when the stream breaks before its receipt', async () => {
    const engine = createFakeEngine()
    let breakStream: () => void = () => undefined
    let finish: () => void = () => undefined
    engine.onCommand = () =>
      new Promise((resolve) => {
        finish = () => resolve({ ok: true })
      })
    const remote = connect(await startHost(engine), {
      fetch(input, init) {
        if (init?.method === 'POST') return fetch(input, init)
        const aborter = new AbortController()
        breakStream = () => aborter.abort(new Error('cut'))
        return fetch(input, { ...init, signal: AbortSignal.any([aborter.signal, init?.signal as AbortSignal]) })
      },
    })
    await until(remote, ({ link }) => link === 'open')
    const receipt = remote.dispatch({ type: 'pause', id: 'm' })
    await expect.poll(() => engine.commands.length).toBe(1)
    breakStream()
    await until(remote, ({ link }) => link === 'lost')
    await until(remote, ({ link }) => link === 'open')
    finish()
    expect(await receipt).toEqual({ ok: true })
    expect(engine.commands).toHaveLength(1)
  })

  it('takes a silent stream for lost, and a heartbeat for a sign of life', async () => {
    const engine = createFakeEngine()
    const beating = connect(await startHost(engine, { heartbeatMs: 20 }), { reconnect: { ...QUICK, silenceMs: 200 } })
    const warnings: Warning[] = []
    const silent = connect(await startHost(engine, { heartbeatMs: 60_000 }), {
      reconnect: { ...QUICK, silenceMs: 200 },
      onWarning: (warning) => warnings.push(warning),
    })
    await until(beating, ({ link }) => link === 'open')
    const { revision } = beating.getSnapshot()
    await until(silent, ({ link }) => link === 'open')
    await until(silent, ({ link }) => link === 'lost')
    await until(silent, ({ link }) => link === 'open')
    expect(warnings[0]).toMatchObject({ code: 'link', count: 1, message: expect.stringContaining('timeout') })
    expect(beating.getSnapshot().revision).toBe(revision)
  })

  it('refuses in the words of the server when the token is wrong, and never shows the token', async () => {
    const warnings: Warning[] = []
    const remote = connect(await startHost(createFakeEngine()), {
      token: 'not-the-right-token',
      waitMs: 100,
      onWarning: (warning) => warnings.push(warning),
    })
    const receipt = await remote.dispatch({ type: 'pause', id: 'm' })
    expect(receipt).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
    expect(remote.getSnapshot().link).toBe('connecting')
    expect(JSON.stringify([receipt, warnings])).not.toContain('not-the-right-token')
  })

  it('says what is the matter when nobody listens, and when something else than an engine answers', async () => {
    const host = await startHost(createFakeEngine())
    await host.stop()
    const nobody = connect({ url: `${host.url}?secret=1` }, { waitMs: 50 })
    const receipt = await nobody.dispatch({ type: 'pause', id: 'm' })
    expect(receipt).toMatchObject({ ok: false, error: { code: 'link-lost', retryable: true } })
    expect(JSON.stringify(receipt)).toContain('Check that its host runs')
    expect(JSON.stringify(receipt)).not.toContain('secret')
    const page = connect(host, { waitMs: 50, fetch: async () => new Response('<html>', { status: 200 }) })
    expect(await page.dispatch({ type: 'pause', id: 'm' })).toMatchObject({ error: { code: 'bad-response' } })
  })

  it('refuses a command that is too large to send, and stays connected', async () => {
    const engine = createFakeEngine()
    const remote = connect(await startHost(engine, { maxBodyBytes: 2000 }))
    await until(remote, ({ link }) => link === 'open')
    const files = Array.from({ length: 100 }, (_, at) => ({ path: `${at}.bin`, url: `https://models.example/${at}` }))
    expect(await remote.dispatch({ type: 'download', model: { id: 'm', files } })).toMatchObject({
      ok: false,
      error: { code: 'invalid-command', message: expect.stringContaining('2000 bytes') },
    })
    expect(await remote.dispatch({ type: 'pause', id: 'm' })).toEqual({ ok: true })
    expect(engine.commands).toEqual([{ type: 'pause', id: 'm' }])
  })

  it('asks for the token before each request when it is a function, and sends it in a header only', async () => {
    const engine = createFakeEngine()
    let asked = 0
    const urls: string[] = []
    const remote = connect(await startHost(engine), {
      token: async () => {
        asked += 1
        return TOKEN
      },
      fetch(input, init) {
        urls.push(String(input))
        return fetch(input, init)
      },
    })
    await remote.dispatch({ type: 'pause', id: 'm' })
    expect(asked).toBe(2)
    expect(urls.join(' ')).not.toContain(TOKEN)
  })

  it('sends commands in the order they were given, though the first is slow on its way', async () => {
    const engine = createFakeEngine()
    let isFirst = true
    const remote = connect(await startHost(engine), {
      async fetch(input, init) {
        if (init?.method === 'POST' && isFirst) {
          isFirst = false
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
        return fetch(input, init)
      },
    })
    const ids = Array.from({ length: 30 }, (_, at) => `m${at}`)
    await Promise.all(ids.map((id) => remote.dispatch({ type: 'pause', id })))
    expect(engine.commands.map((command) => (command as { id: string }).id)).toEqual(ids)
  })

  it('tries ever less often, at least every ten seconds, and no more once it is closed', async () => {
    const clock = createVirtualClock()
    const tries: number[] = []
    const remote = connectHttpEngine({
      url: 'http://127.0.0.1:9/engine',
      token: TOKEN,
      clock,
      fetch: async () => {
        tries.push(clock.now())
        throw new TypeError('fetch failed')
      },
    })
    await clock.advance(120_000)
    const waits = tries.slice(1).map((at, index) => at - (tries[index] as number))
    expect(waits[0]).toBeLessThanOrEqual(250)
    waits.slice(0, 6).forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual(125 * 2 ** index)
      expect(wait).toBeLessThanOrEqual(Math.min(10_000, 250 * 2 ** index))
    })
    for (const wait of waits.slice(6)) {
      expect(wait).toBeGreaterThanOrEqual(5000)
      expect(wait).toBeLessThanOrEqual(10_000)
    }
    const before = tries.length
    await remote.close()
    await clock.advance(120_000)
    expect(tries).toHaveLength(before)
    expect(clock.pendingTimers()).toBe(0)
  })
})
