// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { isEngineError } from '../../src/engine/core/errors.js'
import { type DownloadQueueState, useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

const NOTHING = { pauseAll: false, resumeAll: false, move: false, prioritize: false }

function show(engine: MemoryEngine): { readonly current: DownloadQueueState } {
  return renderHook(() => useDownloadQueue(), { wrapper: withEngine(engine) }).result
}

describe('useDownloadQueue', () => {
  it("lists the downloads in the user's order, with counts and sums of what is to be done", () => {
    const engine = createMemoryEngine()
    engine.put({
      a: { status: 'completed', receivedBytes: 1000, totalBytes: 1000 },
      b: { status: 'downloading', receivedBytes: 10, totalBytes: 100, bytesPerSecond: 7 },
      c: { status: 'paused', receivedBytes: 20, totalBytes: 200 },
      d: { status: 'queued', receivedBytes: 0, totalBytes: 300 },
    })
    engine.publish({ order: ['d', 'c', 'b', 'a'] })
    const { current } = show(engine)
    expect(current.order).toEqual(['d', 'c', 'b', 'a'])
    expect(current.downloads.map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a'])
    expect(current.counts).toEqual({
      queued: 1,
      preparing: 0,
      downloading: 1,
      waiting: 0,
      paused: 1,
      verifying: 0,
      completed: 1,
      failed: 0,
      cancelled: 0,
    })
    expect(current.running).toBe(1)
    expect(current.totals).toEqual({ receivedBytes: 30, totalBytes: 600, bytesPerSecond: 7 })
  })

  it('knows no total and no speed where one is not known', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { totalBytes: null, receivedBytes: 1 }, b: { totalBytes: 5, receivedBytes: 1 } })
    expect(show(engine).current.totals).toEqual({ receivedBytes: 2, totalBytes: null, bytesPerSecond: null })
  })

  it('keeps untouched downloads identical', () => {
    const engine = createMemoryEngine()
    engine.put({ a: {}, b: {} })
    const result = show(engine)
    const [a] = result.current.downloads
    act(() => engine.put({ b: { receivedBytes: 500 } }))
    expect(result.current.downloads[0]).toBe(a)
    expect(result.current.downloads[1]?.receivedBytes).toBe(500)
  })

  it('renders when a download changes, and not when the network does', () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    let renders = 0
    renderHook(
      () => {
        renders += 1
        return useDownloadQueue()
      },
      { wrapper: withEngine(engine) },
    )
    renders = 0
    act(() => engine.publish({ network: { online: false, metered: null } }))
    expect(renders).toBe(0)
    act(() => engine.put({ a: { receivedBytes: 500 } }))
    expect(renders).toBeGreaterThan(0)
  })

  it('renders only when what select picks changes', () => {
    const engine = createMemoryEngine()
    engine.put({ a: {}, b: {} })
    let renders = 0
    const { result } = renderHook(
      () => {
        renders += 1
        return useDownloadQueue({ select: ({ counts, can }) => ({ failed: counts.failed, can: can.resumeAll }) })
      },
      { wrapper: withEngine(engine) },
    )
    expect(result.current).toEqual({ failed: 0, can: false })
    renders = 0
    act(() => engine.put({ a: { receivedBytes: 500 } }))
    expect(renders).toBe(0)
    act(() => engine.put({ a: { status: 'failed' }, b: { status: 'paused' } }))
    expect(result.current).toEqual({ failed: 1, can: true })
  })

  it('takes the word of isEqual on what select picks', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { receivedBytes: 1 } })
    const { result } = renderHook(
      () =>
        useDownloadQueue({
          select: ({ totals }) => totals.receivedBytes,
          isEqual: (a, b) => Math.floor(a / 100) === Math.floor(b / 100),
        }),
      { wrapper: withEngine(engine) },
    )
    act(() => engine.put({ a: { receivedBytes: 99 } }))
    expect(result.current).toBe(1)
    act(() => engine.put({ a: { receivedBytes: 100 } }))
    expect(result.current).toBe(100)
  })

  it('pauses and resumes all, moves and prioritizes, by verbs that stay the same', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {}, b: { status: 'waiting' }, c: { status: 'paused' }, d: { status: 'completed' } })
    const result = show(engine)
    const { pauseAll, resumeAll } = result.current
    expect(result.current.can).toEqual({ pauseAll: true, resumeAll: true, move: true, prioritize: true })
    await act(async () => pauseAll())
    await act(async () => resumeAll())
    await act(async () => result.current.move('a', null))
    await act(async () => result.current.prioritize('b', 7))
    expect(engine.commands).toEqual([
      { type: 'pauseAll' },
      { type: 'resumeAll' },
      { type: 'move', id: 'a', beforeId: null },
      { type: 'prioritize', id: 'b', priority: 7 },
    ])
    act(() => engine.put({ c: { status: 'queued' } }))
    expect(result.current.pauseAll).toBe(pauseAll)
    expect(result.current.resumeAll).toBe(resumeAll)
    expect(result.current.can.resumeAll).toBe(false)
  })

  it('offers nothing while the engine is out of reach or cannot', () => {
    const engine = createMemoryEngine({ capabilities: { commands: ['resumeAll'], queries: [], settings: [] } })
    engine.put({ a: {}, c: { status: 'paused' } })
    const result = show(engine)
    expect(result.current.can).toEqual({ ...NOTHING, resumeAll: true })
    act(() => engine.publish({ link: 'lost' }))
    expect(result.current.can).toEqual(NOTHING)
  })

  it('leaves a refusal in commandError until the next verb, and throws it from the Async twin', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {}, c: { status: 'paused' } })
    const result = show(engine)
    engine.refuse('locked')
    await act(async () => result.current.pauseAll())
    expect(result.current.commandError?.code).toBe('locked')
    const thrown = await act(() => result.current.moveAsync('a', 'c').catch((error: unknown) => error))
    expect(isEngineError(thrown, 'locked')).toBe(true)
    engine.refuse(null)
    await act(async () => result.current.resumeAll())
    expect(result.current.commandError).toBe(null)
    await expect(act(() => result.current.pauseAllAsync())).resolves.toBeUndefined()
  })

  it('takes no word of an earlier verb that is answered late', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const result = show(engine)
    const release = engine.hold()
    engine.refuse('locked')
    act(() => result.current.pauseAll())
    engine.refuse(null)
    act(() => result.current.resumeAll())
    await act(async () => release())
    expect(result.current.commandError).toBe(null)
  })
})
