// @vitest-environment jsdom
import { QueryClient, QueryErrorResetBoundary } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { Component, type ReactNode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/engine/core/engine.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { prefetchModelAvailable } from '../../src/hooks/prefetch-model-available.js'
import { useModelAvailableSuspense } from '../../src/hooks/use-model-available-suspense.js'
import { createMemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

function Feature({ id }: { id: string }): ReactNode {
  const { status, available } = useModelAvailableSuspense({ id })
  const text = `${status} ${available}`
  return text
}

function App({ id = 'a' }: { id?: string }): ReactNode {
  return (
    <Suspense fallback="asking">
      <Feature id={id} />
    </Suspense>
  )
}

describe('useModelAvailableSuspense', () => {
  it('suspends until the engine has answered', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('a', { status: 'available' })
    const { container } = render(<App />, { wrapper: withEngine(engine) })
    expect(container.textContent).toBe('asking')
    await vi.waitFor(() => expect(container.textContent).toBe('available true'))
  })

  it('suspends while the link is not open, and asks an engine that is not in reach nothing', async () => {
    const engine = createMemoryEngine({ link: 'connecting' })
    const { container } = render(<App />, { wrapper: withEngine(engine) })
    await act(async () => {})
    expect(engine.queries).toEqual([])
    act(() => engine.publish({ link: 'open' }))
    await vi.waitFor(() => expect(container.textContent).toBe('missing false'))
  })

  it('knows at the first render what was prefetched', async () => {
    const engine = createMemoryEngine({ link: 'connecting' })
    engine.disk.set('a', { status: 'available' })
    const client = new QueryClient()
    const prefetched = prefetchModelAvailable(client, engine, { id: 'a' })
    engine.publish({ link: 'open' })
    await prefetched
    const { container } = render(<App />, { wrapper: withEngine(engine, client) })
    expect(container.textContent).toBe('available true')
  })

  it('does not suspend again when the model completes or is removed, and is never wrong meanwhile', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    engine.disk.set('a', { status: 'downloading' })
    const { container } = render(<App />, { wrapper: withEngine(engine) })
    await vi.waitFor(() => expect(container.textContent).toBe('downloading false'))
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
    engine.disk.set('a', { status: 'available' })
    act(() => engine.put({ a: { status: 'completed' } }))
    expect(container.textContent).toBe('available true')
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
    engine.disk.delete('a')
    act(() => engine.put({ a: null }))
    expect(container.textContent).toBe('missing false')
    await vi.waitFor(() => expect(engine.queries.length).toBeGreaterThanOrEqual(3))
    expect(container.textContent).toBe('missing false')
  })

  it('suspends for another model', async () => {
    const engine = createMemoryEngine()
    engine.disk.set('b', { status: 'available' })
    const { container, rerender } = render(<App />, { wrapper: withEngine(engine) })
    await vi.waitFor(() => expect(container.textContent).toBe('missing false'))
    rerender(<App id="b" />)
    expect(container.textContent).not.toContain('false')
    await vi.waitFor(() => expect(container.textContent).toBe('available true'))
  })

  it('throws to an error boundary, and asks again when that is reset', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const quiet = (event: Event): void => event.preventDefault()
    window.addEventListener('error', quiet)
    const engine = createMemoryEngine()
    engine.disk.set('a', 'storage-denied')
    const { container, getByRole } = render(
      <QueryErrorResetBoundary>
        {({ reset }) => (
          <Boundary onReset={reset}>
            <App />
          </Boundary>
        )}
      </QueryErrorResetBoundary>,
      { wrapper: withEngine(engine) },
    )
    await vi.waitFor(() => expect(container.textContent).toBe('storage-denied'))
    await act(async () => getByRole('button').click())
    await vi.waitFor(() => expect(container.textContent).toBe('storage-denied'))
    engine.disk.set('a', { status: 'available' })
    await act(async () => getByRole('button').click())
    await vi.waitFor(() => expect(container.textContent).toBe('available true'))
    window.removeEventListener('error', quiet)
  })

  it('sends the fallback from a server, and asks nothing there', () => {
    const engine = createMemoryEngine()
    const html = renderToString(
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <App />
      </EngineProvider>,
    )
    expect(html).toContain('asking')
    expect(engine.queries).toEqual([])
  })

  it('says what to write where a server finds no Suspense', () => {
    const page = (engine: Engine): ReactNode => (
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <Feature id="a" />
      </EngineProvider>
    )
    expect(() => renderToString(page(createMemoryEngine()))).toThrow(/inside a <Suspense/)
  })
})

class Boundary extends Component<{ children: ReactNode; onReset: () => void }, { error: { code?: string } | null }> {
  override state: { error: { code?: string } | null } = { error: null }

  static getDerivedStateFromError(error: { code?: string }): { error: { code?: string } } {
    return { error }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    const onClick = (): void => {
      this.props.onReset()
      this.setState({ error: null })
    }
    return (
      <button type="button" onClick={onClick}>
        {error.code}
      </button>
    )
  }
}
