// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { isEngineError } from '../../src/engine/core/errors.js'
import { DEFAULT_SETTINGS, type SettingName } from '../../src/engine/core/snapshot.js'
import { useEngineSettings } from '../../src/hooks/use-engine-settings.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

const SETTINGS: readonly SettingName[] = ['concurrency', 'bytesPerSecondLimit']

function createEngine(): MemoryEngine {
  return createMemoryEngine({ capabilities: { commands: ['configure'], queries: [], settings: SETTINGS } })
}

function show(engine: MemoryEngine) {
  return renderHook(() => useEngineSettings(), { wrapper: withEngine(engine) }).result
}

describe('useEngineSettings', () => {
  it('shows the settings, and which of them can be changed', () => {
    const engine = createEngine()
    const shown = show(engine)
    expect(shown.current).toMatchObject({
      values: DEFAULT_SETTINGS,
      settings: DEFAULT_SETTINGS,
      pending: {},
      errors: {},
    })
    expect(shown.current.can).toMatchObject({ concurrency: true, bytesPerSecondLimit: true, schedule: false })
    act(() => engine.publish({ link: 'lost' }))
    expect(shown.current.can.concurrency).toBe(false)
  })

  it('shows what was asked at once, and what the engine goes by once it answered', async () => {
    const engine = createEngine()
    const shown = show(engine)
    const release = engine.hold()
    act(() => shown.current.set({ concurrency: 5 }))
    expect(shown.current.values.concurrency).toBe(5)
    expect(shown.current.settings.concurrency).toBe(2)
    expect(shown.current.pending).toEqual({ concurrency: 5 })
    await act(async () => {
      engine.publish({ settings: { ...DEFAULT_SETTINGS, concurrency: 5 } })
      release()
    })
    expect(shown.current).toMatchObject({ values: { concurrency: 5 }, settings: { concurrency: 5 }, pending: {} })
  })

  it('sends the first and the last of a slider that is dragged, and loses no other setting', async () => {
    const engine = createEngine()
    const shown = show(engine)
    const release = engine.hold()
    act(() => {
      for (let limit = 1; limit <= 50; limit += 1) shown.current.set({ bytesPerSecondLimit: limit })
      shown.current.set({ concurrency: 3 })
    })
    expect(shown.current.values).toMatchObject({ bytesPerSecondLimit: 50, concurrency: 3 })
    await act(async () => release())
    expect(engine.commands).toEqual([
      { type: 'configure', settings: { bytesPerSecondLimit: 1 } },
      { type: 'configure', settings: { bytesPerSecondLimit: 50 } },
      { type: 'configure', settings: { concurrency: 3 } },
    ])
  })

  it('goes back to what holds where a change is refused, and says why until it is changed again', async () => {
    const engine = createEngine()
    const shown = show(engine)
    engine.refuse('forbidden')
    await act(async () => shown.current.set({ concurrency: 5 }))
    expect(shown.current.values.concurrency).toBe(2)
    expect(shown.current.errors.concurrency?.code).toBe('forbidden')
    await act(async () => shown.current.set({ bytesPerSecondLimit: 5 }))
    expect(Object.keys(shown.current.errors)).toEqual(['concurrency', 'bytesPerSecondLimit'])
    engine.refuse(null)
    await act(async () => shown.current.set({ concurrency: 4 }))
    expect(Object.keys(shown.current.errors)).toEqual(['bytesPerSecondLimit'])
  })

  it('throws from the Async twin, and leaves errors alone', async () => {
    const engine = createEngine()
    const shown = show(engine)
    const { set, setAsync } = shown.current
    engine.refuse('unsupported')
    const thrown = await act(() => setAsync({ concurrency: 5 }).catch((error: unknown) => error))
    expect(isEngineError(thrown, 'unsupported')).toBe(true)
    expect(shown.current.errors).toEqual({})
    expect(shown.current).toMatchObject({ set, setAsync })
  })
})
