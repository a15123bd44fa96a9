// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { act, cleanup, render, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { isEngineError } from '../../src/engine/core/errors.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { type ModelDownloadState, useModelDownload } from '../../src/hooks/use-model-download.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

const MODEL = { id: 'a', name: 'Model A', url: 'https://example.test/a', size: 1000 }

afterEach(cleanup)

function show(engine: MemoryEngine): { readonly current: ModelDownloadState } {
  return renderHook(() => useModelDownload(MODEL), { wrapper: withEngine(engine) }).result
}

async function shown(engine: MemoryEngine): Promise<{ readonly current: ModelDownloadState }> {
  const result = show(engine)
  await vi.waitFor(() => expect(result.current.availability).not.toBe(null))
  return result
}

describe('what useModelDownload shows', () => {
  it('is missing, and pending until the engine has looked', async () => {
    const result = show(createMemoryEngine())
    expect(result.current).toMatchObject({ status: 'missing', isPending: true, partialBytes: null, progress: 0 })
    await vi.waitFor(() => expect(result.current.isPending).toBe(false))
    expect(result.current).toMatchObject({
      id: 'a',
      name: 'Model A',
      status: 'missing',
      snapshot: null,
      totalBytes: 1000,
      receivedBytes: 0,
      partialBytes: 0,
      progress: 0,
      error: null,
    })
  })

  it('is completed after a restart, when the engine finds the model on disk', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('a', { status: 'available', bytes: 1000, totalBytes: 1000 })
    const result = await shown(engine)
    expect(result.current).toMatchObject({ status: 'completed', snapshot: null, progress: 1, receivedBytes: 1000 })
    expect(result.current.can).toMatchObject({ download: false, remove: false })
  })

  it('is missing with the bytes known, when a partial was kept', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('a', { status: 'partial', bytes: 400, totalBytes: 1000 })
    const result = await shown(engine)
    expect(result.current).toMatchObject({ status: 'missing', partialBytes: 400, receivedBytes: 400, progress: 0.4 })
    expect(result.current.can.download).toBe(true)
  })

  it('is what the snapshot says, at once', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'downloading', receivedBytes: 250, committedBytes: 200 } })
    const result = show(engine)
    expect(result.current).toMatchObject({
      status: 'downloading',
      isPending: false,
      receivedBytes: 250,
      partialBytes: 200,
      progress: 0.25,
    })
    expect(result.current.snapshot).toBe(engine.getSnapshot().downloads.a)
  })

  it('is missing again, when a completed model was deleted by hand', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'completed', receivedBytes: 1000 } })
    const result = await shown(engine)
    expect(result.current).toMatchObject({ status: 'missing', progress: 0, receivedBytes: 0 })
    expect(result.current.can.download).toBe(true)
  })

  it('goes from downloading to completed with nothing in between', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    engine.disk.set('a', { status: 'downloading', bytes: 10 })
    const statuses: string[] = []
    const { result } = renderHook(
      () => {
        const state = useModelDownload(MODEL)
        statuses.push(state.status)
        return state
      },
      { wrapper: withEngine(engine) },
    )
    await vi.waitFor(() => expect(result.current.availability).not.toBe(null))
    engine.disk.set('a', { status: 'available', bytes: 1000 })
    act(() => engine.put({ a: { status: 'completed', receivedBytes: 1000 } }))
    await vi.waitFor(() => expect(result.current.availability?.status).toBe('available'))
    expect([...new Set(statuses)]).toEqual(['downloading', 'completed'])
  })

  it('goes from completed to missing with nothing in between, when removed', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'completed' } })
    engine.disk.set('a', { status: 'available', bytes: 1000 })
    const seen: string[] = []
    function Both(): ReactNode {
      const { status } = useModelDownload(MODEL)
      const { available } = useModelAvailable(MODEL)
      return `${status}/${available}`
    }
    const { container } = render(<Both />, { wrapper: withEngine(engine) })
    await vi.waitFor(() => expect(container.textContent).toBe('completed/true'))
    engine.disk.delete('a')
    act(() => {
      engine.put({ a: null })
    })
    seen.push(container.textContent ?? '')
    await vi.waitFor(() => expect(engine.queries).toHaveLength(2))
    expect(seen).toEqual(['missing/false'])
  })

  it('never says all of it is here before it is usable', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'verifying', receivedBytes: 1000, verifiedBytes: 1000 } })
    expect(show(engine).current.progress).toBeLessThan(1)
  })

  it('knows no progress where nobody knows the size', () => {
    const engine = createMemoryEngine()
    engine.put({ b: { totalBytes: null } })
    const { result } = renderHook(() => useModelDownload({ id: 'b' }), { wrapper: withEngine(engine) })
    expect(result.current).toMatchObject({ name: 'b', totalBytes: null, progress: null })
  })

  it('sums the sizes of several files, and does not guess where one is unknown', () => {
    const wrapper = withEngine(createMemoryEngine())
    const file = (path: string, size?: number) => ({ path, url: `https://example.test/${path}`, size })
    const known = renderHook(() => useModelDownload({ id: 'b', files: [file('x', 1), file('y', 2)] }), { wrapper })
    const unknown = renderHook(() => useModelDownload({ id: 'c', files: [file('x', 1), file('y')] }), { wrapper })
    expect(known.result.current.totalBytes).toBe(3)
    expect(unknown.result.current.totalBytes).toBe(null)
  })

  it('is missing for an id that is also a name of Object.prototype', () => {
    const { result } = renderHook(() => useModelDownload({ id: 'constructor' }), {
      wrapper: withEngine(createMemoryEngine()),
    })
    expect(result.current).toMatchObject({ status: 'missing', snapshot: null })
  })
})

describe('which verbs useModelDownload offers', () => {
  it.each([
    ['queued', ['pause', 'cancel']],
    ['preparing', ['pause', 'cancel']],
    ['downloading', ['pause', 'cancel']],
    ['waiting', ['pause', 'cancel', 'retry']],
    ['paused', ['resume', 'cancel']],
    ['verifying', ['pause', 'cancel']],
    ['completed', ['remove']],
    ['failed', ['cancel', 'retry', 'remove']],
    ['cancelled', ['download', 'remove']],
  ] as const)('offers for %s: %s', (status, verbs) => {
    const engine = createMemoryEngine()
    engine.put({ a: { status } })
    expect(offered(show(engine).current)).toEqual([...verbs].sort())
  })

  it('offers download for a missing model', async () => {
    expect(offered((await shown(createMemoryEngine())).current)).toEqual(['download'])
  })

  it('offers nothing that the engine cannot do', () => {
    const engine = createMemoryEngine({ capabilities: { commands: ['cancel'], queries: [], settings: [] } })
    engine.put({ a: {} })
    expect(offered(show(engine).current)).toEqual(['cancel'])
  })

  it('offers nothing while the engine is out of reach', () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const result = show(engine)
    act(() => engine.publish({ link: 'lost' }))
    expect(result.current).toMatchObject({ link: 'lost', status: 'downloading' })
    expect(offered(result.current)).toEqual([])
  })
})

describe('the verbs of useModelDownload', () => {
  it('send commands', async () => {
    const engine = createMemoryEngine()
    const { current } = await shown(engine)
    await act(async () => {
      current.download()
      current.download()
      current.download({ priority: 'essential' })
      current.pause()
      current.resume()
      current.cancel()
      current.cancel({ keepPartial: true })
      current.retry()
      current.remove()
    })
    expect(engine.commands).toEqual([
      { type: 'download', model: MODEL },
      { type: 'download', model: MODEL, priority: 'essential' },
      { type: 'pause', id: 'a' },
      { type: 'resume', id: 'a' },
      { type: 'cancel', id: 'a', keepPartial: false },
      { type: 'cancel', id: 'a', keepPartial: true },
      { type: 'retry', id: 'a' },
      { type: 'remove', id: 'a' },
    ])
  })

  it('are the same functions at each render, and send the newest description of the model', async () => {
    const engine = createMemoryEngine()
    const { result, rerender } = renderHook(({ url }) => useModelDownload({ id: 'a', url }), {
      wrapper: withEngine(engine),
      initialProps: { url: 'https://example.test/1' },
    })
    const first = verbsOf(result.current)
    rerender({ url: 'https://example.test/2' })
    act(() => engine.put({ a: {} }))
    expect(verbsOf(result.current)).toEqual(first)
    for (const [name, verb] of Object.entries(verbsOf(result.current))) expect(verb).toBe(first[name])
    await act(async () => result.current.download())
    expect(engine.commands).toEqual([{ type: 'download', model: { id: 'a', url: 'https://example.test/2' } }])
  })

  it('show which one is under way, in every component of the model, and are not sent twice', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const { result } = renderHook(() => [useModelDownload(MODEL), useModelDownload(MODEL)] as const, {
      wrapper: withEngine(engine),
    })
    const release = engine.hold()
    act(() => {
      result.current[0].pause()
      result.current[1].pause()
    })
    expect(result.current.map(({ pending }) => pending)).toEqual(['pause', 'pause'])
    expect(engine.commands).toHaveLength(1)
    await act(async () => release())
    expect(result.current.map(({ pending }) => pending)).toEqual([null, null])
    await act(async () => result.current[0].pause())
    expect(engine.commands).toHaveLength(2)
  })

  it('leave a refusal in commandError until the next verb', async () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => [useModelDownload(MODEL), useModelDownload(MODEL)] as const, {
      wrapper: withEngine(engine),
    })
    engine.refuse('forbidden')
    await act(async () => result.current[0].download())
    expect(result.current.map(({ commandError }) => commandError?.code)).toEqual(['forbidden', 'forbidden'])
    engine.refuse(null)
    const release = engine.hold()
    act(() => result.current[1].download())
    expect(result.current[0]).toMatchObject({ commandError: null, pending: 'download' })
    await act(async () => release())
    expect(result.current[0]).toMatchObject({ commandError: null, pending: null })
  })

  it('keep the word of the newest verb, when an older one is answered late', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const result = show(engine)
    engine.refuse('link-lost')
    const release = engine.hold()
    act(() => result.current.pause())
    engine.refuse(null)
    engine.hold()
    act(() => result.current.cancel())
    await act(async () => release())
    expect(result.current).toMatchObject({ pending: 'cancel', commandError: null })
  })

  it('do not touch the verbs of another model', async () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => [useModelDownload(MODEL), useModelDownload({ id: 'b' })] as const, {
      wrapper: withEngine(engine),
    })
    engine.refuse('forbidden')
    await act(async () => result.current[0].pause())
    expect(result.current[1].commandError).toBe(null)
  })

  it('throw an EngineError from the Async twins, and leave commandError alone', async () => {
    const engine = createMemoryEngine()
    const result = await shown(engine)
    engine.refuse('gated')
    const thrown = await act(() => result.current.downloadAsync().catch((error: unknown) => error))
    expect(isEngineError(thrown, 'gated')).toBe(true)
    expect(result.current).toMatchObject({ commandError: null, pending: null })
    engine.refuse(null)
    await expect(act(() => result.current.downloadAsync())).resolves.toBeUndefined()
  })

  it('leave what an earlier verb left in commandError to the next plain one, whatever an Async twin ends with', async () => {
    const engine = createMemoryEngine()
    const result = await shown(engine)
    engine.refuse('forbidden')
    await act(async () => result.current.download())
    engine.refuse('gated')
    await act(() => result.current.pauseAsync().catch(() => undefined))
    expect(result.current).toMatchObject({ pending: null, commandError: { code: 'forbidden' } })
    engine.refuse(null)
    await act(() => result.current.downloadAsync())
    expect(result.current).toMatchObject({ pending: null, commandError: { code: 'forbidden' } })
    await act(async () => result.current.pause())
    expect(result.current).toMatchObject({ pending: null, commandError: null })
  })

  it('keep the refusal of a plain verb that an Async one of another kind overtakes', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const result = show(engine)
    engine.refuse('forbidden')
    const release = engine.hold()
    act(() => result.current.pause())
    engine.refuse(null)
    const releaseLater = engine.hold()
    act(() => void result.current.cancelAsync())
    await act(async () => release())
    expect(result.current).toMatchObject({ pending: 'cancel', commandError: { code: 'forbidden' } })
    await act(async () => releaseLater())
    expect(result.current).toMatchObject({ pending: null, commandError: { code: 'forbidden' } })
  })

  it('keep a refusal once a plain verb joins its Async twin that is under way', async () => {
    const engine = createMemoryEngine()
    const result = await shown(engine)
    engine.refuse('gated')
    const release = engine.hold()
    act(() => void result.current.pauseAsync().catch(() => undefined))
    act(() => result.current.pause())
    await act(async () => release())
    expect(engine.commands).toHaveLength(1)
    expect(result.current).toMatchObject({ pending: null, commandError: { code: 'gated' } })
  })

  it('do not hang when an engine breaks its word and throws', async () => {
    const engine = createMemoryEngine()
    const result = await shown(engine)
    vi.spyOn(engine, 'dispatch').mockRejectedValue(new TypeError('a secret'))
    await act(async () => result.current.download())
    expect(result.current).toMatchObject({ pending: null, commandError: { code: 'link-lost' } })
    expect(result.current.commandError?.message).not.toContain('secret')
  })
})

describe('how often useModelDownload renders', () => {
  it('renders one of a hundred when one of a hundred downloads changes', async () => {
    const engine = createMemoryEngine()
    const ids = Array.from({ length: 100 }, (_, at) => `m${at}`)
    engine.put(Object.fromEntries(ids.map((id) => [id, {}])))
    const renders = new Map<string, number>()
    function Row({ id }: { id: string }): ReactNode {
      renders.set(id, (renders.get(id) ?? 0) + 1)
      return useModelDownload({ id }).receivedBytes
    }
    render(
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        {ids.map((id) => (
          <Row key={id} id={id} />
        ))}
      </EngineProvider>,
    )
    await vi.waitFor(() => expect(engine.queries).toHaveLength(100))
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
    renders.clear()
    act(() => engine.put({ m42: { receivedBytes: 101 } }))
    expect([...renders]).toEqual([['m42', 1]])
    act(() => engine.publish({ network: { online: true, metered: false } }))
    act(() => engine.publish({ capabilities: structuredClone(engine.getSnapshot().capabilities) }))
    expect([...renders]).toEqual([['m42', 1]])
  })
})

function offered({ can }: ModelDownloadState): string[] {
  return Object.entries(can)
    .filter(([, isOffered]) => isOffered)
    .map(([verb]) => verb)
    .sort()
}

function verbsOf(state: ModelDownloadState): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => typeof value === 'function'))
}
