// @vitest-environment jsdom
import { QueryClient } from '@tanstack/react-query'
import { act, cleanup, render } from '@testing-library/react'
import { Component, type ReactNode, Suspense, startTransition, useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSimulatedEngine } from '../../src/engine/testing/index.js'
import { EngineProvider } from '../../src/hooks/engine-provider.js'
import { useModelAvailableSuspense } from '../../src/hooks/use-model-available-suspense.js'
import { type ModelDownloadState, useModelDownload } from '../../src/hooks/use-model-download.js'
import { createMemoryEngine } from './memory-engine.js'

const MODEL = { id: 'a', url: 'https://models.example/a.bin' }

// React says on the console what a boundary catches.
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error }
  }
  override state: { readonly error: Error | null } = { error: null }
  override render(): ReactNode {
    const { error } = this.state
    const again = (): void => this.setState({ error: null })
    if (error === null) return this.props.children
    return (
      <button type="button" onClick={again}>
        {error.message}
      </button>
    )
  }
}

it('hands what a select throws to the boundary around its component, and shows it again when it no longer does', () => {
  const engine = createMemoryEngine()
  engine.put({ a: { status: 'downloading' }, b: { status: 'downloading' } })
  let isBroken = false
  function Picky(): ReactNode {
    return useModelDownload(MODEL, {
      select: ({ status }) => {
        if (isBroken) throw new Error('broken')
        return status
      },
    })
  }
  function Other(): ReactNode {
    return ` ${useModelDownload({ id: 'b' }).status}`
  }
  const { container } = render(
    <EngineProvider engine={engine}>
      <Boundary>
        <Picky />
      </Boundary>
      <Other />
    </EngineProvider>,
  )
  expect(container.textContent).toBe('downloading downloading')

  isBroken = true
  act(() => engine.put({ a: { status: 'paused' }, b: { status: 'paused' } }))
  expect(container.textContent).toBe('broken paused')

  isBroken = false
  act(() => container.querySelector('button')?.click())
  expect(container.textContent).toBe('paused paused')
})

it('shows the model that is there while a transition waits for another', async () => {
  const engine = createMemoryEngine()
  engine.disk.set('b', { status: 'available' })
  let show: (id: string) => void = () => undefined
  function Feature({ id }: { id: string }): ReactNode {
    return `${id} ${useModelAvailableSuspense({ id }).status}`
  }
  function App(): ReactNode {
    const [id, setId] = useState('a')
    show = setId
    return (
      <Suspense fallback="asking">
        <Feature id={id} />
      </Suspense>
    )
  }
  const { container } = render(
    <EngineProvider engine={engine}>
      <App />
    </EngineProvider>,
  )
  await vi.waitFor(() => expect(container.textContent).toBe('a missing'))
  const seen: (string | null)[] = []
  const observer = new MutationObserver(() => seen.push(container.textContent))
  observer.observe(container, { subtree: true, childList: true, characterData: true })

  act(() => startTransition(() => show('b')))
  await vi.waitFor(() => expect(container.textContent).toBe('b available'))
  observer.disconnect()
  expect(seen).not.toContain('asking')
})

it('answers a verb by the engine that it was asked of, though the page shows another by then', async () => {
  const first = createSimulatedEngine()
  const second = createMemoryEngine()
  let shown: ModelDownloadState | null = null
  function Shown(): ReactNode {
    shown = useModelDownload(MODEL)
    return `${shown.status} ${shown.pending} ${shown.commandError}`
  }
  const { container, rerender } = render(
    <EngineProvider engine={first}>
      <Shown />
    </EngineProvider>,
  )
  const asked = (shown as ModelDownloadState | null)?.downloadAsync()
  rerender(
    <EngineProvider engine={second}>
      <Shown />
    </EngineProvider>,
  )
  await Promise.all([expect(asked).rejects.toMatchObject({ code: 'closed' }), act(() => first.close())])
  expect(container.textContent).toBe('missing null null')
})

it('shows each engine below its own provider, over one query client', async () => {
  const [outer, inner] = [createMemoryEngine(), createMemoryEngine()]
  outer.disk.set('a', { status: 'available' })
  const client = new QueryClient()
  function Shown(): ReactNode {
    return `${useModelDownload(MODEL).status} `
  }
  const { container } = render(
    <EngineProvider engine={outer} queryClient={client}>
      <Shown />
      <EngineProvider engine={inner} queryClient={client}>
        <Shown />
      </EngineProvider>
    </EngineProvider>,
  )
  await vi.waitFor(() => expect(container.textContent).toBe('completed missing '))
})
