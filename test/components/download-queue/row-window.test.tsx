// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DownloadQueue } from '../../../src/components/download-queue/download-queue.js'
import { createMemoryEngine, type MemoryEngine } from '../../hooks/memory-engine.js'
import { withEngine } from '../../hooks/with-engine.js'

interface Watched {
  readonly tell: (entries: readonly Partial<IntersectionObserverEntry>[]) => void
  readonly elements: Set<Element>
}

const observers: Watched[] = []

beforeEach(() => {
  observers.length = 0
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly elements = new Set<Element>()
      readonly tell: Watched['tell']
      constructor(tell: Watched['tell']) {
        this.tell = tell
        observers.push(this)
      }
      observe = (element: Element): void => void this.elements.add(element)
      unobserve = (element: Element): void => void this.elements.delete(element)
      disconnect = (): void => this.elements.clear()
    },
  )
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function showMany(count: number): MemoryEngine {
  const engine = createMemoryEngine()
  const ids = Array.from({ length: count }, (_, at) => `m${at}`)
  engine.put(
    Object.fromEntries(ids.map((id, at) => [id, { name: `Model ${at}`, status: 'queued', position: at + 1 } as const])),
  )
  render(<DownloadQueue />, { wrapper: withEngine(engine) })
  return engine
}

const row = (at: number): HTMLElement => screen.getAllByRole('listitem')[at] as HTMLElement

/** Scrolls, as the rows learn of it. */
const see = (...seen: readonly number[]): void =>
  act(() => {
    const entries = screen.getAllByRole('listitem').map((target, at) => ({
      target,
      isIntersecting: seen.includes(at),
      boundingClientRect: { height: 84 } as DOMRect,
    }))
    for (const { tell, elements } of observers) tell(entries.filter(({ target }) => elements.has(target)))
  })

describe('a long queue', () => {
  it('has an item for every download, and draws those near the view', () => {
    showMany(60)
    expect(screen.getAllByRole('listitem')).toHaveLength(60)
    see(30, 31)
    expect(screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toEqual([
      'Downloads',
      'Model 30',
      'Model 31',
    ])
  })

  it('keeps name and height of what is not drawn', () => {
    showMany(60)
    see(0)
    expect(row(1).textContent).toBe('Model 1')
    expect(row(1).dataset.idle).toBe('')
    expect(row(1).style.blockSize).toBe('84px')
    expect(row(0).style.blockSize).toBe('')
  })

  it('keeps what has the focus drawn while it is out of view, and lets it go when the focus goes', () => {
    showMany(60)
    see(5)
    const pause = screen.getByRole('button', { name: 'Pause, Model 5' })
    pause.focus()
    see(40)
    expect(pause.isConnected).toBe(true)
    expect(document.activeElement).toBe(pause)
    act(() => pause.blur())
    expect(pause.isConnected).toBe(false)
  })

  it('draws a row that the End key goes to', () => {
    showMany(60)
    see(0, 1)
    screen.getByRole('button', { name: 'Pause, Model 0' }).focus()
    act(() => {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }))
    })
    expect(row(59).contains(document.activeElement)).toBe(true)
    expect(document.activeElement?.tagName).toBe('BUTTON')
  })

  it('follows a focused row that starts to run far above, and draws it there', () => {
    const engine = showMany(60)
    see(50)
    screen.getByRole('button', { name: 'Pause, Model 50' }).focus()
    act(() => engine.put({ m50: { status: 'downloading', position: null } }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Pause, Model 50' }))
  })

  it('is short up to 50, and draws all of it then', () => {
    showMany(50)
    expect(observers).toEqual([])
    expect(screen.getAllByRole('group')).toHaveLength(51)
  })
})
