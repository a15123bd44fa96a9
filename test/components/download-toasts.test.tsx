// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DownloadToasts } from '../../src/components/download-toasts/download-toasts.js'
import { createMemoryEngine, type MemoryEngine } from '../hooks/memory-engine.js'
import { withEngine } from '../hooks/with-engine.js'
import { settle } from './show.js'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms))
const toasts = (): string[] => screen.queryAllByRole('listitem').map((item) => item.textContent ?? '')
const dismiss = (): HTMLElement => screen.getByRole('button', { name: 'Dismiss, Whisper' })
const corner = (): HTMLElement => screen.getByRole('region')

async function showReady(): Promise<MemoryEngine> {
  const engine = createMemoryEngine()
  engine.put({ a: { name: 'Whisper', status: 'downloading' } })
  render(<DownloadToasts />, { wrapper: withEngine(engine) })
  await settle()
  act(() => engine.put({ a: { status: 'completed' } }))
  await settle()
  return engine
}

describe('"Ready to use"', () => {
  it('goes by itself after eight seconds', async () => {
    await showReady()
    wait(7900)
    expect(toasts()).toHaveLength(1)
    wait(200)
    expect(toasts()).toEqual([])
  })

  it('waits while the focus is on it, also where the pointer only passed by', async () => {
    await showReady()
    act(() => dismiss().focus())
    fireEvent.pointerEnter(corner())
    fireEvent.pointerLeave(corner())
    wait(60_000)
    expect(toasts()).toHaveLength(1)
    act(() => dismiss().blur())
    wait(9000)
    expect(toasts()).toEqual([])
  })

  it('waits while the pointer is on it, also where the focus only passed by', async () => {
    await showReady()
    fireEvent.pointerEnter(corner())
    act(() => dismiss().focus())
    act(() => dismiss().blur())
    wait(60_000)
    expect(toasts()).toHaveLength(1)
  })

  it('waits until somebody looks at the page', async () => {
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await showReady()
    wait(3_600_000)
    expect(toasts()).toHaveLength(1)
    state.mockReturnValue('visible')
    fireEvent(document, new Event('visibilitychange'))
    wait(7900)
    expect(toasts()).toHaveLength(1)
    wait(200)
    expect(toasts()).toEqual([])
  })
})
