import { describe, expect, it } from 'vitest'
import { connectHttpEngine } from '../../../src/engine/http/connect-http-engine.js'
import { createEngineHandler } from '../../../src/engine/http/create-engine-handler.js'
import { settle } from '../../../src/engine/testing/settle.js'
import { createVirtualClock } from '../../../src/engine/testing/virtual-clock.js'
import { createFakeEngine } from '../remote/fake-engine.js'
import { LISTED, TOKEN, until } from './loopback.js'

type Fetch = typeof globalThis.fetch

const NEVER = new Promise<never>(() => undefined)

/** A host in the same process whose answers a test can hold back, over a clock that stands still. */
function createHost(withhold: (kind: 'GET' | 'POST', request: Request) => Promise<Response> | null) {
  const clock = createVirtualClock()
  const engine = createFakeEngine()
  const handler = createEngineHandler(engine, { token: TOKEN, catalog: [LISTED], clock })
  const asked: string[] = []
  const fetch: Fetch = (input, init) => {
    const method = (init?.method ?? 'GET') as 'GET' | 'POST'
    asked.push(method)
    // As a platform whose requests cannot be broken off.
    const request = new Request(input as string, { ...init, signal: null })
    return withhold(method, request) ?? handler(request)
  }
  const open = (options: { token?: () => Promise<string>; url?: string } = {}) =>
    connectHttpEngine({ url: 'http://127.0.0.1/engine', token: TOKEN, clock, fetch, ...options })
  /** Lets the virtual clock move while digests are made by another thread. */
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 1_000) {
      for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve))
      await clock.advance(Math.min(1_000, ms - passed))
    }
    for (let turns = 0; turns < 20; turns += 1) await new Promise((resolve) => setImmediate(resolve))
    await settle()
  }
  return { clock, engine, handler, asked, open, pass }
}

describe('a page whose host says no more, though the socket is open', () => {
  it('takes the stream for lost after 45 seconds, and connects again', async () => {
    let streams = 0
    const { open, pass, asked, handler, clock } = createHost((kind) => {
      if (kind === 'POST') return streams === 1 ? NEVER : null
      streams += 1
      if (streams > 1) return null
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('event: session\ndata: s\n\n')),
      })
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
    })
    const engine = open()
    await pass(44_000)
    expect(asked.filter((method) => method === 'GET')).toHaveLength(1)
    await pass(2_000)
    expect(asked.filter((method) => method === 'GET')).toHaveLength(2)
    await until(engine, ({ link }) => link === 'open')
    await engine.close()
    handler.close()
    expect(clock.pendingTimers()).toBe(0)
  })

  it.each(['the first request', 'the token'])('does so too where %s is never answered', async (what) => {
    let isFirst = true
    const first = <T>(answer: Promise<T>): Promise<T> => {
      if (!isFirst) return answer
      isFirst = false
      return NEVER
    }
    const { open, pass, handler } = createHost((kind) =>
      kind === 'GET' && what !== 'the token' && isFirst ? first(NEVER) : null,
    )
    const engine = open(what === 'the token' ? { token: () => first(Promise.resolve(TOKEN)) } : {})
    await pass(44_000)
    expect(engine.getSnapshot().link).toBe('connecting')
    await pass(3_000)
    await until(engine, ({ link }) => link === 'open')
    await engine.close()
    handler.close()
  })

  it('connects again where the stream is alive and a message is never taken, and the command is carried out', async () => {
    let isDeaf = true
    const { open, pass, engine: far, handler } = createHost((kind) => (kind === 'POST' && isDeaf ? NEVER : null))
    const engine = open()
    await pass(1_000)
    await until(engine, ({ link }) => link === 'open')
    const receipt = engine.dispatch({ type: 'pause', id: 'm' })
    await pass(44_000)
    isDeaf = false
    expect(far.commands).toEqual([])
    await pass(4_000)
    expect(await receipt).toEqual({ ok: true })
    expect(far.commands).toEqual([{ type: 'pause', id: 'm' }])
    await engine.close()
    handler.close()
  })
})

describe('a server that renders a page', () => {
  it('asks nothing of a host that is named by a path, and shows what a page shows at first', async () => {
    const { open, pass, asked, clock } = createHost(() => null)
    const engine = open({ url: '/api/engine' })
    await pass(10_000)
    expect(asked).toEqual([])
    expect(engine.getSnapshot().link).toBe('connecting')
    expect(clock.pendingTimers()).toBe(0)
    await engine.close()
  })
})
