// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { DOWNLOAD_STATUSES } from '../../src/engine/core/download.js'
import { createScenario, type Scenario } from '../../src/engine/testing/scenarios.js'
import { useDownloadQueue } from '../../src/hooks/use-download-queue.js'
import { useModelAvailable } from '../../src/hooks/use-model-available.js'
import { useModelDownload } from '../../src/hooks/use-model-download.js'
import { withEngine } from './with-engine.js'

const disposals: (() => Promise<void>)[] = []

afterEach(async () => {
  cleanup()
  for (const dispose of disposals.splice(0)) await dispose()
})

async function scenario(...args: Parameters<typeof createScenario>): Promise<Scenario> {
  const made = await createScenario(...args)
  disposals.push(made.dispose)
  return made
}

function show({ engine, model }: Pick<Scenario, 'engine' | 'model'>) {
  return renderHook(
    () => ({ download: useModelDownload(model), available: useModelAvailable(model), queue: useDownloadQueue() }),
    { wrapper: withEngine(engine) },
  )
}

type Shown = ReturnType<typeof show>['result']

async function answered(shown: Shown): Promise<void> {
  await vi.waitFor(() => expect(shown.current.available.isPending).toBe(false))
}

describe('the hooks over the real core', () => {
  it.each(['missing', ...DOWNLOAD_STATUSES] as const)('show %s', async (status) => {
    const { result } = show(await scenario(status))
    await answered(result)
    expect(result.current.download.status).toBe(status)
    expect(result.current.download.isPending).toBe(false)
    expect(result.current.available.available).toBe(status === 'completed')
  })

  it('follow a model from missing to usable and back', async () => {
    const { engine, model } = await scenario('missing')
    const { result } = show({ engine, model })
    const download = () => result.current.download
    await answered(result)
    expect(download().can.download).toBe(true)

    await act(() => download().downloadAsync())
    await act(() => engine.advance(5_000))
    expect(download().status).toBe('downloading')
    expect(download().progress).toBeGreaterThan(0)
    expect(result.current.queue).toMatchObject({ running: 1, order: [model.id] })

    await act(() => download().pauseAsync())
    expect(download().status).toBe('paused')
    await vi.waitFor(() => expect(result.current.available.status).toBe('partial'))

    await act(() => download().resumeAsync())
    await act(() => engine.until(({ downloads }) => downloads[model.id]?.status === 'completed'))
    expect(download()).toMatchObject({ status: 'completed', progress: 1 })
    await vi.waitFor(() => expect(result.current.available.available).toBe(true))

    await act(() => download().removeAsync())
    expect(download().status).toBe('missing')
    expect(result.current.available.available).toBe(false)
    await vi.waitFor(() => expect(result.current.available.status).toBe('missing'))
    expect(result.current.queue.order).toEqual([])
  })

  it('show a kept partial, so that a user can go on with it', async () => {
    const { engine, model } = await scenario('downloading')
    const { result } = show({ engine, model })
    await answered(result)
    await act(() => result.current.download.cancelAsync({ keepPartial: true }))
    await vi.waitFor(() => expect(result.current.available.status).toBe('partial'))
    expect(result.current.download.status).toBe('cancelled')
    expect(result.current.download.partialBytes).toBeGreaterThan(0)
    expect(result.current.download.can.download).toBe(true)
  })

  it.each(['completed', 'paused'] as const)('show %s after the engine was killed and started again', async (status) => {
    // A killed engine closes no more.
    const { engine, model } = await createScenario(status)
    const next = engine.restart()
    disposals.push(() => next.close())
    const { result } = show({ engine: next, model })
    await act(() => next.advance(1_000))
    await answered(result)
    expect(result.current.download.status).toBe(status)
    expect(result.current.download.receivedBytes).toBeGreaterThan(0)
  })

  it('leave what the engine refused with the model', async () => {
    const { engine } = await scenario('missing')
    const { result } = show({ engine, model: { id: 'nobody/knows', name: 'Unknown', files: [] } })
    await act(async () => result.current.download.download())
    await vi.waitFor(() => expect(result.current.download.commandError?.code).toBe('invalid-model'))
    expect(result.current.download.status).toBe('missing')
  })
})
