// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../src/engine/core/snapshot.js'
import { useDownloadProgress } from '../../src/hooks/use-download-progress.js'
import { useEngineEvents } from '../../src/hooks/use-engine-events.js'
import { useModelUpdate } from '../../src/hooks/use-model-update.js'
import { useNetworkStatus } from '../../src/hooks/use-network-status.js'
import { useSpeedHistory } from '../../src/hooks/use-speed-history.js'
import { createMemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

describe('useNetworkStatus', () => {
  it('tells of the connection, and of downloads that wait for another, in order', () => {
    const engine = createMemoryEngine({ network: { online: true, metered: true } })
    engine.put({
      a: { status: 'waiting', reason: 'metered' },
      b: { status: 'waiting', reason: 'offline' },
      c: { status: 'waiting', reason: 'metered' },
    })
    const { result } = renderHook(() => useNetworkStatus(), { wrapper: withEngine(engine) })
    expect(result.current).toMatchObject({
      online: true,
      metered: true,
      link: 'open',
      meteredPolicy: 'ask',
      waitingOffline: ['b'],
      waitingMetered: ['a', 'c'],
      canAllowMetered: true,
    })
    const before = result.current
    act(() => engine.put({ a: { receivedBytes: 500 } }))
    expect(result.current).toBe(before)
  })

  it('lets those go on that wait for a word, and offers it only where it helps', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'waiting', reason: 'metered' }, b: { status: 'waiting', reason: 'metered' } })
    const { result } = renderHook(() => useNetworkStatus(), { wrapper: withEngine(engine) })
    await act(async () => result.current.allowMetered())
    const sent = ['a', 'b'].map((id) => ({ type: 'resume', id, allowMetered: true }))
    expect(engine.commands).toEqual(sent)
    await act(() => result.current.allowMeteredAsync())
    expect(engine.commands).toEqual([...sent, ...sent])
    engine.refuse('invalid-command')
    await expect(act(() => result.current.allowMeteredAsync())).rejects.toMatchObject({ code: 'invalid-command' })
    act(() => engine.publish({ settings: { ...DEFAULT_SETTINGS, metered: 'wait' } }))
    expect(result.current.canAllowMetered).toBe(false)
  })
})

describe('useModelUpdate', () => {
  const offer = { revision: '2', totalBytes: 10, bytesToFetch: 5, needsDigest: false }

  it('offers to look where the model is here, and to update where there is a newer version', () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => useModelUpdate({ id: 'a' }), { wrapper: withEngine(engine) })
    expect(result.current).toMatchObject({ updateAvailable: null, can: { check: false, update: false } })
    act(() => engine.put({ a: { status: 'completed' } }))
    expect(result.current.can).toEqual({ check: true, update: false })
    act(() => engine.put({ a: { updateAvailable: offer } }))
    expect(result.current).toMatchObject({ updateAvailable: offer, can: { check: true, update: true } })
    act(() => engine.put({ a: { updateAvailable: { ...offer, needsDigest: true } } }))
    expect(result.current.can.update).toBe(false)
    act(() => engine.put({ a: { status: 'downloading', updating: true, updateAvailable: null } }))
    expect(result.current).toMatchObject({ updating: true, can: { check: false, update: false } })
  })

  it('sends its verbs with the newest description, and keeps what was refused', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: { status: 'completed', updateAvailable: offer } })
    const { result, rerender } = renderHook(({ revision }) => useModelUpdate({ id: 'a', revision }), {
      wrapper: withEngine(engine),
      initialProps: { revision: '1' },
    })
    const { check } = result.current
    rerender({ revision: '2' })
    expect(result.current.check).toBe(check)
    const release = engine.hold()
    act(() => result.current.check())
    expect(result.current.pending).toBe('check')
    await act(async () => release())
    engine.refuse('invalid-model')
    await act(async () => result.current.update())
    expect(engine.commands).toEqual([
      { type: 'check', model: { id: 'a', revision: '2' } },
      { type: 'update', id: 'a' },
    ])
    expect(result.current).toMatchObject({ pending: null, commandError: { code: 'invalid-model' } })
    const thrown = await act(() => result.current.checkAsync().catch((error: unknown) => error))
    expect(thrown).toMatchObject({ code: 'invalid-model' })
    expect(result.current).toMatchObject({ pending: null, commandError: { code: 'invalid-model' } })
    engine.refuse(null)
    await act(async () => result.current.check())
    expect(result.current.commandError).toBe(null)
  })
})

describe('useSpeedHistory', () => {
  it('gives the samples, their peak and the speed of now', () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => useSpeedHistory(), { wrapper: withEngine(engine) })
    expect(result.current).toEqual({ samples: [], endsAtMs: null, peakBytesPerSecond: 0, bytesPerSecond: null })
    act(() => engine.publish({ bytesPerSecond: 3, speedHistory: { endsAtMs: 2000, bytesPerSecond: [1, 9, 4] } }))
    expect(result.current).toEqual({ samples: [1, 9, 4], endsAtMs: 2000, peakBytesPerSecond: 9, bytesPerSecond: 3 })
  })
})

describe('useDownloadProgress', () => {
  it('gives the numbers, and null for what is not known', () => {
    const engine = createMemoryEngine()
    const { result } = renderHook(() => useDownloadProgress({ id: 'a' }), { wrapper: withEngine(engine) })
    expect(result.current).toMatchObject({ status: 'missing', bytesPerSecond: null, timeLeftMs: null, elapsedMs: 0 })
    act(() => engine.put({ a: { receivedBytes: 500, bytesPerSecond: 20, timeLeftMs: 25_000, connections: 4 } }))
    expect(result.current).toMatchObject({
      status: 'downloading',
      progress: 0.5,
      bytesPerSecond: 20,
      timeLeftMs: 25_000,
      connections: 4,
    })
  })
})

describe('useEngineEvents', () => {
  it('calls the newest listener once for each event, and not for what was there', () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const heard: string[] = []
    let renders = 0
    const { rerender, unmount } = renderHook(
      ({ name }) => {
        renders += 1
        useEngineEvents((event) => heard.push(`${name} ${event.type}`))
      },
      { wrapper: withEngine(engine), initialProps: { name: 'first' } },
    )
    expect(heard).toEqual([])
    rerender({ name: 'second' })
    const before = renders
    act(() => engine.put({ a: { status: 'completed' } }))
    expect(heard).toEqual(['second completed'])
    expect(renders).toBe(before)
    expect(engine.subscribers).toBe(1)
    unmount()
    engine.put({ a: null })
    expect(heard).toHaveLength(1)
  })
})
