// @vitest-environment node
import { createRequire } from 'node:module'
import { QueryClient } from '@tanstack/react-query'
import { act } from '@testing-library/react/pure.js'
import { type ReactNode, StrictMode, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/engine/core/engine.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { useDownloadPlan } from '../../src/hooks/use-download-plan.js'
import { useDownloadProgress } from '../../src/hooks/use-download-progress.js'
import { useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useEngineEvents } from '../../src/hooks/use-engine-events.js'
import { useEngineSettings } from '../../src/hooks/use-engine-settings.js'
import { useListedDownload } from '../../src/hooks/use-listed-download.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { useModelAvailableSuspense } from '../../src/hooks/use-model-available-suspense.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'
import { useModelUpdate } from '../../src/hooks/use-model-update.js'
import { useNetworkStatus } from '../../src/hooks/use-network-status.js'
import { useSpeedHistory } from '../../src/hooks/use-speed-history.js'
import { useStorage } from '../../src/hooks/use-storage.js'
import { useYieldWhile } from '../../src/hooks/use-yield-while.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'

const { JSDOM } = createRequire(import.meta.url)('jsdom') as {
  JSDOM: new (html: string) => { window: Window & typeof globalThis }
}

const MODEL = { id: 'a', size: 1000 }

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Every hook at once, in words. */
function All(): ReactNode {
  const { status, isPending } = useModelDownload(MODEL)
  const { progress } = useDownloadProgress(MODEL)
  const { order, counts } = useDownloadQueue()
  const { values, can } = useEngineSettings()
  const { online, waitingOffline } = useNetworkStatus()
  const { samples } = useSpeedHistory()
  const words = [
    [status, isPending, progress],
    [order.length, counts.downloading, useListedDownload('a').status],
    [values.concurrency, can.concurrency],
    [String(online), waitingOffline.length, samples.length],
    [useStorage().models.length, useStorage({ select: ({ sizes }) => sizes.totalBytes })],
    [useDownloadPlan(MODEL).fits ?? 'plan?', useModelAvailable(MODEL).status ?? 'here?'],
    [useModelUpdate(MODEL).updating],
  ]
  useEngineEvents(() => undefined)
  useYieldWhile(false)
  return <p>{words.map((part) => part.join(' ')).join('; ')}</p>
}

function Known(): ReactNode {
  return <b>{useModelAvailableSuspense(MODEL).status}</b>
}

function page(engine: Engine, isSuspending = false): ReactNode {
  return (
    <StrictMode>
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <All />
        {isSuspending && (
          <Suspense fallback={<i>asking</i>}>
            <Known />
          </Suspense>
        )}
      </EngineProvider>
    </StrictMode>
  )
}

function engineWith(downloads: boolean): MemoryEngine {
  const engine = createMemoryEngine()
  if (downloads) engine.put({ a: { receivedBytes: 500 }, b: { status: 'waiting', reason: 'offline' } })
  return engine
}

/** A page of its own, after the server is done: in Node there was none. */
async function hydrate(html: string, engine: Engine, isSuspending = false) {
  const { window } = new JSDOM(`<!doctype html><div id="root">${html}</div>`)
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  const { hydrateRoot } = await import('react-dom/client')
  const container = window.document.getElementById('root') as HTMLElement
  const served = container.firstElementChild
  const recovered: unknown[] = []
  const root = await act(async () =>
    hydrateRoot(container, page(engine, isSuspending), { onRecoverableError: (error) => recovered.push(error) }),
  )
  return { container, served, recovered, root }
}

describe('rendered on Node and taken over by a page', () => {
  it('has no page on the server', () => {
    expect(typeof window).toBe('undefined')
  })

  it.each([
    ['no downloads', false],
    ['downloads', true],
  ])('every hook gives way without a warning, with %s in the snapshot', async (_, downloads) => {
    const server = engineWith(downloads)
    const html = renderToString(page(server))
    expect(html).toContain('missing true 0; 0 0 missing; 2 false; null 0 0; 0 0; plan? here?; false')
    expect(server.queries).toEqual([])
    expect(server.mostSubscribers).toBe(0)
    const warnings = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
    const { container, served, recovered, root } = await hydrate(html, engineWith(downloads))
    await act(() => new Promise((resolve) => setTimeout(resolve, 50)))
    expect(container.textContent).toContain(
      downloads ? 'downloading false 0.5; 2 1 downloading' : 'missing false 0; 0 0',
    )
    expect(container.textContent).toContain('true missing')
    expect(container.firstElementChild).toBe(served)
    expect(recovered).toEqual([])
    for (const warning of warnings) expect(warning).not.toHaveBeenCalled()
    await act(async () => root.unmount())
  })

  it('a suspended hook leaves its fallback, and the page asks', async () => {
    const html = renderToString(page(engineWith(false), true))
    expect(html).toContain('asking')
    const warnings = [vi.spyOn(console, 'error'), vi.spyOn(console, 'warn')]
    const { container, served, root } = await hydrate(html, engineWith(false), true)
    await vi.waitFor(() => expect(container.querySelector('b')?.textContent).toBe('missing'))
    expect(container.firstElementChild).toBe(served)
    for (const warning of warnings) expect(warning).not.toHaveBeenCalled()
    await act(async () => root.unmount())
  })
})
