// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useDownloadPlan } from '../../src/hooks/use-download-plan.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

function show(engine: MemoryEngine) {
  return renderHook(() => useDownloadPlan({ id: 'a', url: 'https://example.test/a' }), { wrapper: withEngine(engine) })
}

describe('useDownloadPlan', () => {
  it('is pending, then tells what the download would cost and whether it fits', async () => {
    const { result } = show(createMemoryEngine())
    expect(result.current).toMatchObject({ plan: null, fits: null, isPending: true, error: null })
    await vi.waitFor(() => expect(result.current.isPending).toBe(false))
    expect(result.current.plan).toMatchObject({ id: 'a', bytesToFetch: 1000, hosts: ['example.test'] })
    expect(result.current.fits).toBe(true)
  })

  it('says that it does not fit, and nothing where the engine cannot tell', async () => {
    const engine = createMemoryEngine()
    engine.room.plan = { missingBytes: 7 }
    const { result } = show(engine)
    await vi.waitFor(() => expect(result.current.fits).toBe(false))
    engine.room.plan = { missingBytes: null }
    await act(() => result.current.refetch())
    expect(result.current).toMatchObject({ fits: null, isPending: false })
  })

  it('is asked again when any download ends, and when the connection becomes metered', async () => {
    const engine = createMemoryEngine()
    engine.put({ other: {} })
    const { result } = show(engine)
    await vi.waitFor(() => expect(result.current.isPending).toBe(false))
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
    const before = engine.queries.length
    act(() => engine.put({ other: { receivedBytes: 500 } }))
    await act(() => new Promise((resolve) => setTimeout(resolve, 20)))
    expect(engine.queries).toHaveLength(before)
    engine.room.plan = { freeBytes: 1 }
    act(() => engine.put({ other: { status: 'completed' } }))
    await vi.waitFor(() => expect(result.current.plan?.freeBytes).toBe(1))
    engine.room.plan = { metered: true }
    act(() => engine.publish({ network: { online: true, metered: true } }))
    await vi.waitFor(() => expect(result.current.plan?.metered).toBe(true))
  })
})
