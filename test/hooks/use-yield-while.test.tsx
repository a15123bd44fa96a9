// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { useYieldWhile, type YieldWhileOptions } from '../../src/hooks/use-yield-while.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

/** What holds after all commands: the limit of each holder that has not ended its yield. */
function held({ commands }: MemoryEngine): readonly (number | null)[] {
  const limits = new Map<string, number>()
  for (const command of commands) {
    if (command.type !== 'yield') continue
    if (command.bytesPerSecondLimit === null) limits.delete(command.holder)
    else limits.set(command.holder, command.bytesPerSecondLimit)
  }
  return [...limits.values()]
}

function show(engine: MemoryEngine, busy: boolean, options?: YieldWhileOptions) {
  return renderHook(
    (props: { busy: boolean; options?: YieldWhileOptions }) => useYieldWhile(props.busy, props.options),
    { wrapper: withEngine(engine), initialProps: { busy, options } as { busy: boolean; options?: YieldWhileOptions } },
  )
}

describe('useYieldWhile', () => {
  it('yields while busy, once in StrictMode too, and ends it when it is not', () => {
    const engine = createMemoryEngine()
    const { rerender } = show(engine, false)
    expect(engine.commands).toEqual([])
    rerender({ busy: true })
    expect(held(engine)).toEqual([0])
    rerender({ busy: false })
    expect(held(engine)).toEqual([])
  })

  it('ends it when the component goes away', () => {
    const engine = createMemoryEngine()
    const { unmount } = show(engine, true, { reason: 'inference', bytesPerSecondLimit: 5_000 })
    expect(held(engine)).toEqual([5_000])
    expect(engine.commands.at(-1)).toMatchObject({ type: 'yield', reason: 'inference' })
    unmount()
    expect(held(engine)).toEqual([])
  })

  it('adds up with others', () => {
    const engine = createMemoryEngine()
    const first = show(engine, true)
    show(engine, true, { bytesPerSecondLimit: 700 })
    expect(held(engine)).toEqual([0, 700])
    first.rerender({ busy: false })
    expect(held(engine)).toEqual([700])
  })

  it('takes another limit while busy, and does nothing at a render that changes nothing', () => {
    const engine = createMemoryEngine()
    const { rerender } = show(engine, true, { bytesPerSecondLimit: 5_000 })
    const before = engine.commands.length
    rerender({ busy: true, options: { bytesPerSecondLimit: 5_000, onError: () => undefined } })
    expect(engine.commands).toHaveLength(before)
    rerender({ busy: true, options: { bytesPerSecondLimit: 100 } })
    expect(held(engine)).toEqual([100])
  })

  it('waits for an engine that is out of reach, and asks again when it is back', () => {
    const engine = createMemoryEngine({ link: 'connecting' })
    show(engine, true)
    expect(engine.commands).toEqual([])
    act(() => engine.publish({ link: 'open' }))
    expect(held(engine)).toEqual([0])
    const before = engine.commands.length
    act(() => engine.publish({ link: 'lost' }))
    act(() => engine.publish({ link: 'open' }))
    expect(engine.commands.length).toBeGreaterThan(before)
    expect(held(engine)).toEqual([0])
  })

  it('tells who asks why an engine refused', async () => {
    const engine = createMemoryEngine()
    engine.refuse('unsupported')
    const onError = vi.fn()
    show(engine, true, { onError })
    await vi.waitFor(() => expect(onError).toHaveBeenCalledWith(expect.objectContaining({ code: 'unsupported' })))
  })
})
