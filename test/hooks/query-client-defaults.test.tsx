// @vitest-environment jsdom
import { dehydrate, hydrate, onlineManager, QueryClient, type QueryClientConfig } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { type ReactNode, Suspense } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { useModelAvailableSuspense } from '../../src/hooks/use-model-available-suspense.js'
import { createMemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(() => {
  cleanup()
  onlineManager.setOnline(true)
})

const model = { id: 'a', url: 'https://models.example/a.bin' }

function Shown(): ReactNode {
  return useModelAvailable(model).status
}

function Suspended(): ReactNode {
  return useModelAvailableSuspense(model).status
}

/** What an app may have set for queries of its own, of which none must change what is said of a model. */
const DEFAULTS: Readonly<Record<string, NonNullable<QueryClientConfig['defaultOptions']>['queries']>> = {
  'that forget at once': { gcTime: 0 },
  'that are never asked': { enabled: false },
  'that throw': { throwOnError: true },
  'that are stale at once and retried for ever': { staleTime: 0, retry: true, retryDelay: 1 },
  'that wait for a network': { networkMode: 'online' },
  'that are hashed in a way of their own': { queryKeyHashFn: (key) => `mine:${JSON.stringify(key)}` },
  'that pick': { select: () => 'mine' },
  'with a placeholder': { placeholderData: 'mine' },
  'that ask on a timer': { refetchInterval: 1 },
}

describe.each(Object.keys(DEFAULTS))('in an app with queries %s', (name) => {
  it.each([
    ['useModelAvailable', Shown],
    ['useModelAvailableSuspense', Suspended],
  ])('%s shows what the engine says, and asks a few times at most', async (_, Component) => {
    const engine = createMemoryEngine()
    onlineManager.setOnline(false)
    const client = new QueryClient({ defaultOptions: { queries: DEFAULTS[name] as object } })
    const { container } = render(
      <Suspense fallback="asking">
        <Component />
      </Suspense>,
      { wrapper: withEngine(engine, client) },
    )
    await vi.waitFor(() => expect(container.textContent).toBe('missing'))
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
    expect(container.textContent).toBe('missing')
    expect(engine.queries.length).toBeLessThanOrEqual(4)
  })
})

/** The page, loaded anew: engines are counted from one again. */
async function loadPage(client: QueryClient, status: 'available' | 'missing'): Promise<readonly unknown[]> {
  vi.resetModules()
  const { EngineProvider } = await import('../../src/hooks/engine-provider.js')
  const hook = await import('../../src/hooks/use-model-available.js')
  const shown: unknown[] = []
  function Page(): ReactNode {
    const { status: now } = hook.useModelAvailable(model)
    shown.push(now)
    return now
  }
  const engine = createMemoryEngine()
  if (status === 'available') engine.disk.set('a', { status })
  const { container, unmount } = render(
    <EngineProvider engine={engine} queryClient={client}>
      <Page />
    </EngineProvider>,
  )
  await vi.waitFor(() => expect(container.textContent).toBe(status))
  unmount()
  return shown
}

it('believes nothing that an app keeps of its queries from one start to the next', async () => {
  const client = new QueryClient()
  await loadPage(client, 'available')
  const kept = JSON.parse(JSON.stringify(dehydrate(client)))

  const next = new QueryClient()
  hydrate(next, kept)
  expect(await loadPage(next, 'missing')).not.toContain('available')
})
