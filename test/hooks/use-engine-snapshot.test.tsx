// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { useEngineSnapshot } from '../../src/hooks/use-engine-snapshot.js'
import { createMemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

describe('useEngineSnapshot', () => {
  it('takes a selector that makes a new object each time', () => {
    const engine = createMemoryEngine()
    let renders = 0
    const { result } = renderHook(
      () => {
        renders += 1
        return useEngineSnapshot(({ network, order }) => ({ online: network.online, count: order.length }))
      },
      { wrapper: withEngine(engine) },
    )
    const first = result.current
    expect(first).toEqual({ online: null, count: 0 })
    renders = 0
    act(() => engine.publish({ link: 'lost' }))
    expect(renders).toBe(0)
    act(() => engine.publish({ network: { online: true, metered: null } }))
    expect(result.current).toEqual({ online: true, count: 0 })
  })

  it('gives the same object when a parent renders and nothing changed', () => {
    const { result, rerender } = renderHook(() => useEngineSnapshot(({ link }) => ({ link })), {
      wrapper: withEngine(createMemoryEngine()),
    })
    const first = result.current
    rerender()
    expect(result.current).toBe(first)
  })

  it('follows a selector that reads props', () => {
    const engine = createMemoryEngine()
    engine.put({ a: { receivedBytes: 1 }, b: { receivedBytes: 2 } })
    const { result, rerender } = renderHook(
      ({ id }) => useEngineSnapshot(({ downloads }) => downloads[id]?.receivedBytes),
      { wrapper: withEngine(engine), initialProps: { id: 'a' } },
    )
    expect(result.current).toBe(1)
    rerender({ id: 'b' })
    expect(result.current).toBe(2)
  })
})
