// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ModelAvailable } from '../../src/hooks/available-source.js'
import { availabilityQuery, engineQueryKeys } from '../../src/hooks/engine-queries.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

const MODEL = { id: 'a', url: 'https://example.test/a', size: 1000 }

afterEach(cleanup)

function show(engine: MemoryEngine, queryClient = new QueryClient()): { readonly current: ModelAvailable } {
  return renderHook(() => useModelAvailable(MODEL), { wrapper: withEngine(engine, queryClient) }).result
}

describe('useModelAvailable', () => {
  it('tells what the engine answered', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('a', { status: 'available', bytes: 1000, totalBytes: 1000, verified: true })
    const shown = show(engine)
    expect(shown.current).toMatchObject({ status: null, available: false, bytes: null, isPending: true, error: null })
    await vi.waitFor(() => expect(shown.current.isPending).toBe(false))
    expect(shown.current).toMatchObject({
      status: 'available',
      available: true,
      bytes: 1000,
      totalBytes: 1000,
      verified: true,
      error: null,
    })
  })

  it('asks once for all hooks of a model, under StrictMode too', async () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => [useModelAvailable(MODEL), useModelAvailable({ ...MODEL })], {
      wrapper: withEngine(engine),
    })
    await vi.waitFor(() => expect(result.current.map(({ status }) => status)).toEqual(['missing', 'missing']))
    expect(engine.queries).toEqual([{ type: 'availability', model: MODEL }])
  })

  it('tells models of one id with different digests apart', async () => {
    const engine = createMemoryEngine()
    const { rerender } = renderHook(({ sha256 }) => useModelAvailable({ ...MODEL, sha256 }), {
      wrapper: withEngine(engine),
      initialProps: { sha256: 'aa' },
    })
    await vi.waitFor(() => expect(engine.queries).toHaveLength(1))
    rerender({ sha256: 'bb' })
    await vi.waitFor(() => expect(engine.queries).toHaveLength(2))
  })

  it('waits for the link to open', async () => {
    const engine = createMemoryEngine({ link: 'connecting' })
    const shown = show(engine)
    await settle()
    expect(engine.queries).toEqual([])
    expect(shown.current.isPending).toBe(true)
    act(() => engine.publish({ link: 'open' }))
    await vi.waitFor(() => expect(shown.current.status).toBe('missing'))
    expect(engine.queries).toHaveLength(1)
  })

  it('keeps the old answer while the link is lost and asks again when it is back', async () => {
    const engine = createMemoryEngine()
    const shown = show(engine)
    await vi.waitFor(() => expect(shown.current.status).toBe('missing'))
    act(() => engine.publish({ link: 'lost' }))
    await settle()
    expect(shown.current.status).toBe('missing')
    expect(engine.queries).toHaveLength(1)
    engine.disk.set('a', { status: 'available' })
    act(() => engine.publish({ link: 'open' }))
    expect(shown.current.status).toBe('missing')
    await vi.waitFor(() => expect(shown.current.status).toBe('available'))
    expect(engine.queries).toHaveLength(2)
  })

  it('is asked again when the download completes', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    engine.disk.set('a', { status: 'downloading', bytes: 100 })
    const shown = show(engine)
    await vi.waitFor(() => expect(shown.current.status).toBe('downloading'))
    act(() => engine.put({ a: { receivedBytes: 500 } }))
    await settle()
    expect(engine.queries).toHaveLength(1)
    engine.disk.set('a', { status: 'available', bytes: 1000 })
    act(() => engine.put({ a: { status: 'completed' } }))
    expect(shown.current.status).toBe(null)
    await vi.waitFor(() => expect(shown.current.available).toBe(true))
    expect(engine.queries).toHaveLength(2)
  })

  it('stays available while the model is updated, and when it was', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'completed' } })
    engine.disk.set('a', { status: 'available', bytes: 1000, revision: '1' })
    const shown: ModelAvailable[] = []
    renderHook(() => void shown.push(useModelAvailable(MODEL)), { wrapper: withEngine(engine) })
    await vi.waitFor(() => expect(shown.at(-1)?.available).toBe(true))
    shown.length = 0
    act(() => engine.put({ a: { status: 'downloading', updating: true } }))
    await vi.waitFor(() => expect(engine.queries).toHaveLength(2))
    engine.disk.set('a', { status: 'available', bytes: 2000, revision: '2' })
    act(() => engine.put({ a: { status: 'completed', updating: false } }))
    await vi.waitFor(() => expect(engine.queries).toHaveLength(3))
    await settle()
    expect(shown.filter(({ available }) => available !== true)).toEqual([])
  })

  it('never shows a removed model as available', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'completed' } })
    engine.disk.set('a', { status: 'available', bytes: 1000 })
    const shown: ModelAvailable[] = []
    renderHook(() => void shown.push(useModelAvailable(MODEL)), { wrapper: withEngine(engine) })
    await vi.waitFor(() => expect(shown.at(-1)?.available).toBe(true))
    engine.disk.delete('a')
    shown.length = 0
    act(() => engine.put({ a: null }))
    await vi.waitFor(() => expect(shown.at(-1)?.status).toBe('missing'))
    expect(shown.filter(({ available }) => available)).toEqual([])
  })

  it('drops an answer that was under way when the download completed', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const answers: ((status: 'downloading' | 'available') => void)[] = []
    vi.spyOn(engine, 'query').mockImplementation(
      () =>
        new Promise((resolve) =>
          answers.push((status) => {
            const value = { id: 'a', status, bytes: 0, totalBytes: null, verified: false }
            resolve({ ok: true, value } as never)
          }),
        ),
    )
    const shown = show(engine)
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    act(() => engine.put({ a: { status: 'completed' } }))
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    answers[1]?.('available')
    answers[0]?.('downloading')
    await vi.waitFor(() => expect(shown.current.available).toBe(true))
    await settle()
    expect(shown.current.available).toBe(true)
  })

  it.each(['cancelled', 'paused', 'failed'] as const)('is asked again when the download is %s', async (status) => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    engine.disk.set('a', { status: 'downloading' })
    const shown = show(engine)
    await vi.waitFor(() => expect(shown.current.status).toBe('downloading'))
    engine.disk.set('a', { status: 'partial', bytes: 300 })
    act(() => engine.put({ a: { status } }))
    await vi.waitFor(() => expect(shown.current).toMatchObject({ status: 'partial', bytes: 300 }))
  })

  it("leaves other models' answers alone", async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {}, b: {} })
    show(engine)
    await vi.waitFor(() => expect(engine.queries).toHaveLength(1))
    act(() => engine.put({ b: { status: 'completed' } }))
    await settle()
    expect(engine.queries).toHaveLength(1)
  })

  it('learns of what happened while no provider watched', async () => {
    const engine = createMemoryEngine()
    const queryClient = new QueryClient()
    const first = renderHook(() => useModelAvailable(MODEL), { wrapper: withEngine(engine, queryClient) })
    await vi.waitFor(() => expect(first.result.current.status).toBe('missing'))
    first.unmount()
    engine.disk.set('a', { status: 'available' })
    engine.put({ a: { status: 'completed' } })
    const shown = show(engine, queryClient)
    await vi.waitFor(() => expect(shown.current.status).toBe('available'))
  })

  it('tells why the engine could not answer, and asks again when told to', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('a', 'storage-denied')
    const shown = show(engine)
    await vi.waitFor(() => expect(shown.current.error?.code).toBe('storage-denied'))
    expect(shown.current).toMatchObject({ status: null, available: false, isPending: false })
    expect(engine.queries).toHaveLength(1)
    engine.disk.set('a', { status: 'available' })
    await act(() => shown.current.refetch())
    await vi.waitFor(() => expect(shown.current).toMatchObject({ available: true, error: null }))
  })

  it('answers from an id that is also a name of Object.prototype', async () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => useModelAvailable({ id: 'constructor' }), { wrapper: withEngine(engine) })
    await vi.waitFor(() => expect(result.current.status).toBe('missing'))
    act(() => engine.put({ ['constructor' as string]: { status: 'completed' } }))
    await vi.waitFor(() => expect(engine.queries).toHaveLength(2))
  })

  it('finds what an app prefetched', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('a', { status: 'available' })
    const queryClient = new QueryClient()
    await queryClient.prefetchQuery(availabilityQuery(engine, MODEL))
    expect(queryClient.getQueriesData({ queryKey: engineQueryKeys.availability(engine, 'a') })).toHaveLength(1)
    expect(show(engine, queryClient).current.available).toBe(true)
  })
})

/** Lets react-query's scheduled notifications run. */
function settle(): Promise<void> {
  return act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)))
}
