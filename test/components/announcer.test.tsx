// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { EngineError, toErrorData } from '../../src/engine/core/errors.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'
import { HALF, MODEL, settle, show } from './show.js'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

const card = <ModelDownload model={MODEL} />
const said = (): string => screen.getByRole('status').textContent ?? ''
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms))

describe('the announcer', () => {
  it('is one polite live region, empty at first', async () => {
    await show(card, { status: 'downloading' })
    wait(5000)
    expect(screen.getAllByRole('status')).toHaveLength(1)
    expect(screen.getByRole('status').getAttribute('aria-live')).toBe('polite')
    expect(said()).toBe('')
    expect(document.querySelectorAll('[aria-live]')).toHaveLength(1)
  })

  it("tells of transitions, with the model's name", async () => {
    const { put, engine } = await show(card, { status: 'downloading' })
    await put({ status: 'paused' })
    wait(600)
    expect(said()).toBe('Whisper is paused.')
    engine.disk.set(MODEL.id, { status: 'available', bytes: MODEL.size })
    await put({ status: 'completed' })
    wait(600)
    expect(said()).toBe('Whisper is ready to use.')
  })

  it('says nothing of progress', async () => {
    const { put } = await show(card, { status: 'queued' })
    await put({ status: 'downloading' })
    wait(600)
    const heard = vi.fn()
    const observer = new MutationObserver(heard)
    observer.observe(screen.getByRole('status'), { childList: true, characterData: true, subtree: true })
    for (let step = 1; step <= 20; step += 1) {
      await put({ receivedBytes: step * 200_000_000, bytesPerSecond: step * 1000, timeLeftMs: 60_000 - step })
      wait(100)
    }
    await settle()
    expect(heard).not.toHaveBeenCalled()
    expect(said()).toBe('Whisper is downloading.')
  })

  it('leaves out what passes in a blink', async () => {
    const { put } = await show(card, null)
    await put({ ...HALF, status: 'queued' })
    wait(50)
    await put({ status: 'preparing' })
    wait(200)
    expect(said()).toBe('')
    await put({ status: 'downloading' })
    wait(600)
    expect(said()).toBe('Whisper is downloading.')
  })

  it('says why a download failed', async () => {
    const { put } = await show(card, { status: 'downloading' })
    await put({ status: 'failed', error: toErrorData(new EngineError('disk-full', 'Full.')) })
    wait(600)
    expect(said()).toBe('Whisper could not be downloaded. Not enough disk space.')
  })

  it('says nothing of what was so before the engine was reached', async () => {
    const engine = createMemoryEngine({ link: 'connecting' })
    await show(card, null, engine)
    wait(600)
    act(() => engine.publish({ link: 'open' }))
    act(() => engine.put({ [MODEL.id]: { ...HALF, status: 'downloading' } }))
    await settle()
    wait(600)
    expect(said()).not.toContain('removed')
  })
})
