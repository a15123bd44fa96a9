// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { act, cleanup, render, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { useDownloadProgress } from '../../src/hooks/use-download-progress.js'
import { useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useListedDownload } from '../../src/hooks/use-listed-download.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'

afterEach(cleanup)

const later = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)))

/** Counts the renders of a hook, without StrictMode, once all first answers are here. */
async function counted<T>(engine: MemoryEngine, hook: () => T) {
  let renders = 0
  const wrapper = ({ children }: { children: ReactNode }): ReactNode => (
    <EngineProvider engine={engine} queryClient={new QueryClient()}>
      {children}
    </EngineProvider>
  )
  const { result } = renderHook(
    () => {
      renders += 1
      return hook()
    },
    { wrapper },
  )
  await later()
  renders = 0
  return { result, renders: () => renders }
}

describe('select', () => {
  it('of useModelDownload renders for nothing but what it picks', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const { result, renders } = await counted(engine, () =>
      useModelDownload({ id: 'a' }, { select: ({ status, can }) => ({ status, pause: can.pause }) }),
    )
    act(() => engine.put({ a: { receivedBytes: 500 } }))
    act(() => engine.publish({ network: { online: true, metered: false } }))
    engine.disk.set('a', { status: 'downloading', bytes: 500 })
    await later()
    expect(renders()).toBe(0)
    act(() => engine.put({ a: { status: 'paused' } }))
    expect(result.current).toEqual({ status: 'paused', pause: false })
    await later()
    expect(renders()).toBe(1)
  })

  it('of useModelDownload does not hear of a refused verb that it does not pick', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const { result, renders } = await counted(engine, () =>
      useModelDownload({ id: 'a' }, { select: ({ pause }) => pause }),
    )
    engine.refuse('forbidden')
    await act(async () => result.current())
    expect(engine.commands).toHaveLength(1)
    expect(renders()).toBe(0)
  })

  it('of useDownloadQueue does not hear of a refused verb that it does not pick', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {}, b: {} })
    const { result, renders } = await counted(engine, () =>
      useDownloadQueue({ select: ({ order, pauseAll }) => ({ order, pauseAll }) }),
    )
    engine.refuse('forbidden')
    await act(async () => result.current.pauseAll())
    expect(engine.commands).toHaveLength(1)
    act(() => engine.put({ a: { receivedBytes: 300 } }))
    expect(renders()).toBe(0)
  })

  it('of useDownloadProgress renders when the whole percent changes', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { totalBytes: 1000, receivedBytes: 100 } })
    const { result, renders } = await counted(engine, () =>
      useDownloadProgress({ id: 'a' }, { select: ({ progress }) => Math.floor((progress ?? 0) * 100) }),
    )
    for (let receivedBytes = 101; receivedBytes <= 110; receivedBytes += 1)
      act(() => engine.put({ a: { receivedBytes } }))
    expect(result.current).toBe(11)
    expect(renders()).toBe(1)
  })

  it('may be another at each render, and picks by the newest', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { receivedBytes: 7, committedBytes: 3 } })
    const { result, rerender } = renderHook(
      ({ name }: { name: 'receivedBytes' | 'partialBytes' }) =>
        useModelDownload({ id: 'a' }, { select: (state) => state[name] }),
      {
        initialProps: { name: 'receivedBytes' },
        wrapper: ({ children }: { children: ReactNode }) => <EngineProvider engine={engine}>{children}</EngineProvider>,
      },
    )
    expect(result.current).toBe(7)
    rerender({ name: 'partialBytes' })
    expect(result.current).toBe(3)
    act(() => engine.put({ a: { committedBytes: 5 } }))
    expect(result.current).toBe(5)
  })
})

describe('of a hundred downloads', () => {
  it.each([
    ['useModelDownload', (id: string) => useModelDownload({ id }).receivedBytes],
    ['useDownloadProgress', (id: string) => useDownloadProgress({ id }).receivedBytes],
  ])('one that changes renders its own %s and no other', async (_, hook) => {
    const engine = createMemoryEngine()
    const ids = Array.from({ length: 100 }, (_, at) => `m${at}`)
    engine.put(Object.fromEntries(ids.map((id) => [id, {}])))
    const renders: string[] = []
    function Row({ id }: { id: string }): ReactNode {
      renders.push(id)
      return hook(id)
    }
    render(
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        {ids.map((id) => (
          <Row key={id} id={id} />
        ))}
      </EngineProvider>,
    )
    await vi.waitFor(() => expect(engine.queries).toHaveLength(100))
    await later()
    renders.length = 0
    act(() => engine.put({ m42: { receivedBytes: 101 } }))
    expect(renders).toEqual(['m42'])
  })

  it('none is asked about the disk by useListedDownload', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { name: 'Model A' } })
    const { result } = await counted(engine, () =>
      useListedDownload('a', { select: ({ name, status }) => [name, status] }),
    )
    expect(result.current).toEqual(['Model A', 'downloading'])
    expect(engine.queries).toEqual([])
  })
})
