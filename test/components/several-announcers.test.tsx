// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineError, toErrorData } from '../../src/engine/core/errors.js'
import { DownloadQueue, DownloadToasts, EngineProvider, ModelDownload } from '../../src/index.js'
import { createMemoryEngine } from '../hooks/memory-engine.js'
import { HALF, MODEL, show } from './show.js'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
  vi.useRealTimers()
})

const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms))

/** Every live region that says something. */
const said = (): string[] => screen.getAllByRole('status').flatMap(({ textContent }) => textContent || [])

const everything = (
  <>
    <ModelDownload model={MODEL} />
    <DownloadQueue />
    <DownloadToasts />
  </>
)

describe('on a page with several components that tell of transitions', () => {
  it('tells each transition once, and nothing of what was so at first', async () => {
    const { engine, put } = await show(everything, { name: MODEL.name, status: 'downloading' })
    wait(5000)
    expect(said()).toEqual([])
    for (const [status, words] of [
      ['paused', 'Whisper is paused.'],
      ['downloading', 'Whisper is downloading.'],
      ['paused', 'Whisper is paused.'],
      ['failed', 'Whisper could not be downloaded. Not enough disk space.'],
      ['completed', 'Whisper is ready to use.'],
    ] as const) {
      if (status === 'completed') engine.disk.set(MODEL.id, { status: 'available', bytes: MODEL.size, verified: true })
      await put({ status, error: status === 'failed' ? toErrorData(new EngineError('disk-full', 'Full.')) : null })
      wait(2000)
      expect(said()).toEqual([words])
    }
  })

  it('tells nothing again when the link comes back', async () => {
    const { engine } = await show(everything, { name: MODEL.name, status: 'paused' })
    act(() => engine.publish({ link: 'lost' }))
    wait(2000)
    act(() => engine.publish({ link: 'open', downloads: structuredClone(engine.getSnapshot().downloads) }))
    wait(2000)
    expect(said()).toEqual([])
  })

  it('tells what happened while the link was lost, once', async () => {
    const { engine } = await show(everything, { name: MODEL.name, status: 'downloading' })
    act(() => engine.publish({ link: 'lost' }))
    act(() => engine.change({ link: 'open' }))
    act(() => engine.put({ [MODEL.id]: { status: 'paused' } }))
    wait(2000)
    expect(said()).toEqual(['Whisper is paused.'])
  })

  it('leaves nothing to a live region that nobody hears: behind a dialog, or hidden', async () => {
    const { put } = await show(
      <>
        <div aria-hidden>
          <ModelDownload model={MODEL} />
        </div>
        <dialog open>
          <DownloadQueue />
        </dialog>
      </>,
      { name: MODEL.name, status: 'downloading' },
    )
    await put({ status: 'paused' })
    wait(2000)
    expect(document.querySelector('dialog [role=status]')?.textContent).toBe('Whisper is paused.')
  })

  it('tells of two engines that have a model of one name, each of its own', async () => {
    const other = createMemoryEngine()
    other.put({ [MODEL.id]: { ...HALF, name: 'Other', status: 'downloading' } })
    const { put } = await show(
      <>
        <ModelDownload model={MODEL} />
        <EngineProvider engine={other}>
          <ModelDownload model={{ ...MODEL, name: 'Other' }} />
        </EngineProvider>
      </>,
      { status: 'downloading' },
    )
    await put({ status: 'paused' })
    act(() => other.put({ [MODEL.id]: { status: 'paused' } }))
    wait(2000)
    expect(said()).toEqual(['Whisper is paused.', 'Other is paused.'])
  })
})

it('tells again that a download failed, where trying again fails at once', async () => {
  const error = toErrorData(new EngineError('not-found', 'Gone.'))
  const { put } = await show(<ModelDownload model={MODEL} />, { status: 'downloading' })
  await put({ status: 'failed', error })
  wait(600)
  const words = said()
  expect(words).toHaveLength(1)
  await put({ status: 'queued', error: null })
  await put({ status: 'failed', error })
  expect(said()).toEqual([])
  wait(600)
  expect(said()).toEqual(words)
})
