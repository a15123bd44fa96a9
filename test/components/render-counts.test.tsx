// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react'
import { Profiler, type ReactElement } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Download from '../../src/components/download/index.parts.js'
import { ModelDownload } from '../../src/components/model-download/model-download.js'
import { MODEL, show } from './show.js'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** Counts the renders of a part by what it hands to a render function. */
function counted(part: (render: (props: object) => ReactElement) => ReactElement): {
  ui: ReactElement
  count: () => number
} {
  let renders = 0
  const ui = part((props) => {
    renders += 1
    return <b {...props} />
  })
  return { ui, count: () => renders }
}

async function run(shown: Awaited<ReturnType<typeof show>>, seconds: number): Promise<void> {
  for (let tenth = 1; tenth <= seconds * 10; tenth += 1) {
    await shown.put({
      receivedBytes: 1_000_000_000 + tenth * 10_000_000,
      bytesPerSecond: 1_000_000 + tenth * 1000,
      timeLeftMs: 600_000,
    })
    act(() => vi.advanceTimersByTime(100))
  }
}

describe('renders', () => {
  it('of a button do not come with bytes', async () => {
    const { ui, count } = counted((render) => (
      <Download.Root model={MODEL}>
        <Download.Pause render={render} />
      </Download.Root>
    ))
    const shown = await show(ui, { status: 'downloading', bytesPerSecond: 1_000_000 })
    const before = count()
    await run(shown, 3)
    expect(count()).toBe(before)
  })

  it('of numbers come at most four times a second, and the last number is shown in the end', async () => {
    const { ui, count } = counted((render) => (
      <Download.Root model={MODEL}>
        <Download.Bytes render={render} />
      </Download.Root>
    ))
    const shown = await show(ui, { status: 'downloading' })
    const before = count()
    await run(shown, 3)
    // StrictMode renders twice.
    const perSecond = (count() - before) / 2 / 3
    expect(perSecond).toBeLessThanOrEqual(4)
    expect(perSecond).toBeGreaterThan(2)
    act(() => vi.advanceTimersByTime(300))
    expect(screen.getByText('1.30 of 4.70 GB')).toBeTruthy()
  })

  it('show a change of status at once', async () => {
    const shown = await show(<ModelDownload model={MODEL} />, { status: 'downloading' })
    await shown.put({ receivedBytes: 2_000_000_000 })
    expect(screen.getByText('1.97 of 4.70 GB')).toBeTruthy()
    await shown.put({ status: 'paused' })
    expect(screen.getByText('2.00 of 4.70 GB')).toBeTruthy()
  })

  it('of a card do not come with the bytes of another', async () => {
    const onRender = vi.fn()
    const shown = await show(
      <Profiler id="card" onRender={onRender}>
        <ModelDownload model={MODEL} />
      </Profiler>,
      { status: 'downloading' },
    )
    act(() => vi.advanceTimersByTime(1000))
    onRender.mockClear()
    for (let step = 0; step < 20; step += 1) {
      act(() => shown.engine.put({ other: { receivedBytes: 100 + step } }))
      act(() => vi.advanceTimersByTime(100))
    }
    expect(onRender).not.toHaveBeenCalled()
  })
})
