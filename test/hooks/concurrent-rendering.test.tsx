// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { type ReactNode, startTransition, useDeferredValue, useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/engine/core/engine.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useEngineSnapshot } from '../../src/hooks/use-engine-snapshot.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'

afterEach(cleanup)

/** Takes so long that React yields between two of them in a transition. */
function Slow({ onRender }: { onRender?: () => void }): ReactNode {
  const bytes = useModelDownload({ id: 'a' }, { select: ({ receivedBytes }) => receivedBytes })
  const end = performance.now() + 8
  while (performance.now() < end);
  onRender?.()
  return <i>{bytes} </i>
}

function App({ onRender }: { onRender: () => void }): ReactNode {
  const [isShown, show] = useState(false)
  const isShownLater = useDeferredValue(isShown)
  const first = useModelDownload({ id: 'a' }).receivedBytes
  const sum = useDownloadQueue({ select: ({ totals }) => totals.receivedBytes })
  return (
    <>
      <button type="button" onClick={() => startTransition(() => show(true))}>
        {first} {sum}{' '}
      </button>
      {isShownLater && Array.from({ length: 8 }, (_, at) => <Slow key={String(at)} onRender={onRender} />)}
    </>
  )
}

/** Every number that is on the screen: in a torn one there are two. */
function numbers(): ReadonlySet<string> {
  return new Set((document.body.textContent ?? '').match(/\d+/g))
}

describe('in a transition', () => {
  it('all hooks show one state, though bytes come while it renders', async () => {
    const engine: MemoryEngine = createMemoryEngine()
    engine.put({ a: { receivedBytes: 1 } })
    let bytes = 1
    const torn: string[] = []
    const onRender = (): void => {
      // Not for ever: what comes from outside goes before a transition, and begins it anew.
      if (bytes === 13) return
      bytes += 1
      // As an engine does: from outside of React, between two components.
      setTimeout(() => engine.put({ a: { receivedBytes: bytes } }))
    }
    const look = new MutationObserver(() => numbers().size > 1 && torn.push(document.body.textContent ?? ''))
    look.observe(document.body, { subtree: true, childList: true, characterData: true })
    const { getByRole } = render(
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <App onRender={onRender} />
      </EngineProvider>,
    )
    // Outside of act, so that React works as on a page: in slices.
    const global = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
    global.IS_REACT_ACT_ENVIRONMENT = false
    getByRole('button').click()
    await vi.waitFor(() => expect(document.querySelectorAll('i')).toHaveLength(8), { timeout: 10_000 })
    await new Promise((resolve) => setTimeout(resolve, 50))
    global.IS_REACT_ACT_ENVIRONMENT = true
    look.disconnect()
    expect(bytes).toBe(13)
    expect(torn).toEqual([])
    expect([...numbers()]).toEqual([String(bytes)])
  })
})

describe('an engine that is exchanged at run time', () => {
  it('in a transition is shown by all hooks at once', async () => {
    const [one, two] = [createMemoryEngine(), createMemoryEngine()]
    one.put({ a: { receivedBytes: 1 } })
    two.put({ a: { receivedBytes: 2 } })
    let exchange: (engine: Engine) => void = () => undefined
    function Exchanger(): ReactNode {
      const [engine, set] = useState<Engine>(one)
      exchange = set
      return (
        <EngineProvider engine={engine} queryClient={new QueryClient()}>
          <Slow />
          <Slow />
          <Bytes />
        </EngineProvider>
      )
    }
    render(<Exchanger />)
    const torn: string[] = []
    const look = new MutationObserver(() => numbers().size > 1 && torn.push(document.body.textContent ?? ''))
    look.observe(document.body, { subtree: true, childList: true, characterData: true })
    await act(async () => startTransition(() => exchange(two)))
    expect([...numbers()]).toEqual(['2'])
    act(() => one.put({ a: { receivedBytes: 9 } }))
    expect([...numbers()]).toEqual(['2'])
    await act(async () => look.disconnect())
    expect(torn).toEqual([])
    expect(one.subscribers).toBe(0)
  })

  it('that lost its link and is another process after it shows the new state at once', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { receivedBytes: 5 } })
    render(
      <EngineProvider engine={engine} queryClient={new QueryClient()}>
        <Bytes />
        <Bytes />
      </EngineProvider>,
    )
    act(() => engine.publish({ link: 'lost' }))
    expect([...numbers()]).toEqual(['5'])
    act(() => {
      engine.change({ link: 'open', capabilities: structuredClone(engine.getSnapshot().capabilities) })
      engine.put({ a: { receivedBytes: 3 } })
    })
    expect([...numbers()]).toEqual(['3'])
  })
})

function Bytes(): ReactNode {
  const part = useEngineSnapshot(({ downloads }) => ({ bytes: downloads.a?.receivedBytes }))
  return <b>{part.bytes} </b>
}
