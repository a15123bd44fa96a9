// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { act } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/engine/core/engine.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useEngineSnapshot } from '../../src/hooks/use-engine-snapshot.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'
import { createMemoryEngine } from './memory-engine.js'

const MODEL = { id: 'a', size: 1000 }

afterEach(() => vi.restoreAllMocks())

describe('on a server', () => {
  it('shows what an engine shows before it knows anything, whatever the engine knows', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'downloading' } })
    expect(renderToString(<App engine={engine} />)).toBe(renderToString(<App engine={createMemoryEngine()} />))
    expect(renderToString(<App engine={engine} />)).toContain('connecting missing true 0 unknown')
  })

  it('neither subscribes nor asks', () => {
    const engine = createMemoryEngine()
    renderToString(<App engine={engine} />)
    expect(engine.mostSubscribers).toBe(0)
    expect(engine.queries).toEqual([])
  })

  it('gives way to the page without a warning', async () => {
    const warnings = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
    const container = document.createElement('div')
    container.innerHTML = renderToString(<App engine={createMemoryEngine()} />)
    const served = container.firstElementChild
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'downloading' }, b: {} })
    engine.disk.set('a', { status: 'downloading' })
    const onRecoverableError = vi.fn()
    const root = await act(async () => hydrateRoot(container, <App engine={engine} />, { onRecoverableError }))
    await vi.waitFor(() => expect(container.textContent).toBe('open downloading false 2 downloading'))
    expect(container.firstElementChild).toBe(served)
    expect(onRecoverableError).not.toHaveBeenCalled()
    for (const warning of warnings) expect(warning).not.toHaveBeenCalled()
    act(() => engine.put({ a: { status: 'paused' } }))
    expect(container.textContent).toContain('open paused')
    act(() => root.unmount())
    expect(engine.subscribers).toBe(0)
  })
})

function App({ engine }: { engine: Engine }): ReactNode {
  return (
    <StrictMode>
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <State />
      </EngineProvider>
    </StrictMode>
  )
}

function State(): ReactNode {
  const { link } = useEngineSnapshot((snapshot) => ({ link: snapshot.link }))
  const { status, isPending } = useModelDownload(MODEL)
  const queue = useDownloadQueue()
  const { counts } = useDownloadQueue({ select: ({ counts }) => ({ counts }) })
  const availability = useModelAvailable(MODEL).status ?? 'unknown'
  const text = [link, status, isPending, queue.downloads.length + counts.failed, availability].join(' ')
  return <p>{text}</p>
}
