// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, renderHook, screen } from '@testing-library/react'
import { Profiler, type ReactNode, StrictMode, useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/engine/core/engine.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { engineQueryKeys } from '../../src/hooks/engine-queries.js'
import { useDownloadPlan } from '../../src/hooks/use-download-plan.js'
import { useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useEngine } from '../../src/hooks/use-engine.js'
import { useEngineEvents } from '../../src/hooks/use-engine-events.js'
import { useEngineSettings } from '../../src/hooks/use-engine-settings.js'
import { useEngineSnapshot } from '../../src/hooks/use-engine-snapshot.js'
import { useListedDownload } from '../../src/hooks/use-listed-download.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { useModelAvailableSuspense } from '../../src/hooks/use-model-available-suspense.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'
import { useModelUpdate } from '../../src/hooks/use-model-update.js'
import { useNetworkStatus } from '../../src/hooks/use-network-status.js'
import { useSpeedHistory } from '../../src/hooks/use-speed-history.js'
import { useStorage } from '../../src/hooks/use-storage.js'
import { useYieldWhile } from '../../src/hooks/use-yield-while.js'
import { createMemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

describe('EngineProvider', () => {
  it('gives the engine to the components below', () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => useEngine(), { wrapper: withEngine(engine) })
    expect(result.current).toBe(engine)
  })

  it('subscribes to the engine once, whatever the number of hooks and providers', () => {
    const engine = createMemoryEngine()
    const Wrapper = withEngine(engine)
    const { unmount } = render(
      <>
        <Wrapper>
          <Status id="a" />
          <Status id="b" />
        </Wrapper>
        <Wrapper>
          <Status id="c" />
        </Wrapper>
      </>,
    )
    expect(engine.subscribers).toBe(1)
    expect(engine.mostSubscribers).toBe(1)
    unmount()
    expect(engine.subscribers).toBe(0)
  })

  it('shows what changed between the first render and the subscription', () => {
    const engine = createMemoryEngine()
    function Changer(): ReactNode {
      useState(() => engine.change({ network: { online: false, metered: null } }))
      return null
    }
    render(
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <Online />
        <Changer />
      </EngineProvider>,
    )
    expect(screen.getByTestId('online').textContent).toBe('false')
  })

  it('shows the present after it was away', () => {
    const engine = createMemoryEngine({ network: { online: true, metered: null } })
    const first = render(<Online />, { wrapper: withEngine(engine) })
    first.unmount()
    engine.publish({ network: { online: false, metered: null } })
    const seen: string[] = []
    render(<Online seen={seen} />, { wrapper: withEngine(engine) })
    expect(new Set(seen)).toEqual(new Set(['false']))
  })

  it('shows another engine in one commit when it is given one', () => {
    const one = createMemoryEngine()
    const two = createMemoryEngine()
    one.put({ a: { status: 'paused' } })
    two.put({ a: { status: 'failed' } })
    const commits: string[] = []
    const record = (): void => void commits.push(document.body.textContent ?? '')
    function Pair({ engine }: { engine: Engine }): ReactNode {
      return (
        <Profiler id="pair" onRender={record}>
          <EngineProvider engine={engine}>
            <Status id="a" /> <Status id="a" />
          </EngineProvider>
        </Profiler>
      )
    }
    const { container, rerender } = render(<Pair engine={one} />, { reactStrictMode: true })
    expect(container.textContent).toBe('paused paused')
    rerender(<Pair engine={two} />)
    expect(container.textContent).toBe('failed failed')
    expect(one.subscribers).toBe(0)
    expect(two.subscribers).toBe(1)
    act(() => one.put({ a: { status: 'completed' } }))
    expect(container.textContent).toBe('failed failed')
    expect(new Set(commits)).toEqual(new Set(['paused paused', 'failed failed']))
  })

  it("does not show one engine's answers for another", async () => {
    const one = createMemoryEngine()
    const two = createMemoryEngine()
    one.disk.set('a', { status: 'available' })
    let current: Engine = one
    const queryClient = new QueryClient()
    const { result, rerender } = renderHook(() => useModelAvailable({ id: 'a' }).status, {
      wrapper: ({ children }: { children: ReactNode }) => (
        <EngineProvider engine={current} queryClient={queryClient}>
          {children}
        </EngineProvider>
      ),
    })
    await vi.waitFor(() => expect(result.current).toBe('available'))
    current = two
    rerender()
    expect(result.current).toBe(null)
    await vi.waitFor(() => expect(result.current).toBe('missing'))
  })

  it("keeps answers in the app's query client, or in the one it is given", async () => {
    const engine = createMemoryEngine()
    const appClient = new QueryClient()
    const givenClient = new QueryClient()
    const answers = (client: QueryClient): unknown[] =>
      client.getQueriesData({ queryKey: engineQueryKeys.availability(engine, 'a') }).filter(([, data]) => data)
    const first = render(
      <QueryClientProvider client={appClient}>
        <EngineProvider engine={engine}>
          <Status id="a" />
        </EngineProvider>
      </QueryClientProvider>,
    )
    await vi.waitFor(() => expect(answers(appClient)).toHaveLength(1))
    first.unmount()
    render(
      <QueryClientProvider client={appClient}>
        <EngineProvider engine={engine} queryClient={givenClient}>
          <QueryClientProvider client={new QueryClient()}>
            <Status id="a" />
          </QueryClientProvider>
        </EngineProvider>
      </QueryClientProvider>,
    )
    await vi.waitFor(() => expect(answers(givenClient)).toHaveLength(1))
  })

  it('brings a query client of its own where the app has none', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('a', { status: 'available', bytes: 5, totalBytes: 5 })
    render(
      <StrictMode>
        <EngineProvider engine={engine}>
          <Status id="a" />
        </EngineProvider>
      </StrictMode>,
    )
    expect(await screen.findByText('completed')).toBeDefined()
  })

  it('does not close the engine when it goes', () => {
    const engine = createMemoryEngine()
    const close = vi.spyOn(engine, 'close')
    render(<p />, { wrapper: withEngine(engine) }).unmount()
    expect(close).not.toHaveBeenCalled()
  })

  it('says what to write when it gets no engine', () => {
    quietly(() => {
      expect(() => render(<EngineProvider engine={undefined as unknown as Engine} />)).toThrow(/needs an engine/)
    })
  })
})

describe('a hook without a provider', () => {
  it.each([
    ['useEngine', () => useEngine()],
    ['useEngineSnapshot', () => useEngineSnapshot((snapshot) => snapshot.link)],
    ['useModelAvailable', () => useModelAvailable({ id: 'a' })],
    ['useModelDownload', () => useModelDownload({ id: 'a' })],
    ['useDownloadQueue', () => useDownloadQueue()],
    ['useDownloadPlan', () => useDownloadPlan({ id: 'a' })],
    ['useEngineEvents', () => useEngineEvents(() => undefined)],
    ['useEngineSettings', () => useEngineSettings()],
    ['useListedDownload', () => useListedDownload('a')],
    ['useModelAvailableSuspense', () => useModelAvailableSuspense({ id: 'a' })],
    ['useModelUpdate', () => useModelUpdate({ id: 'a' })],
    ['useNetworkStatus', () => useNetworkStatus()],
    ['useSpeedHistory', () => useSpeedHistory()],
    ['useStorage', () => useStorage()],
    ['useYieldWhile', () => useYieldWhile(true)],
  ])('throws an error that names %s and says what to write', (name, hook) => {
    quietly(() => {
      expect(() => renderHook<unknown, unknown>(hook)).toThrow(
        `${name}() needs an <EngineProvider engine={…}> above it`,
      )
    })
  })
})

function quietly(run: () => void): void {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  // React 18 tells the window of it, too.
  const prevent = (event: Event): void => event.preventDefault()
  window.addEventListener('error', prevent)
  try {
    run()
  } finally {
    window.removeEventListener('error', prevent)
    error.mockRestore()
  }
}

function Status({ id }: { id: string }): ReactNode {
  return <span>{useModelDownload({ id }).status}</span>
}

function Online({ seen }: { seen?: string[] }): ReactNode {
  const online = String(useEngineSnapshot((snapshot) => snapshot.network.online))
  seen?.push(online)
  return <span data-testid="online">{online}</span>
}
