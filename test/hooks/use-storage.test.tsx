// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { StoredModel } from '../../src/engine/core/command.js'
import { isEngineError } from '../../src/engine/core/errors.js'
import { useStorage } from '../../src/hooks/use-storage.js'
import { createMemoryEngine, type MemoryEngine } from './memory-engine.js'
import { withEngine } from './with-engine.js'

afterEach(cleanup)

function stored(id: string, partial: Partial<StoredModel> = {}): StoredModel {
  const rest = { name: null, totalBytes: 100, sharedBytes: 0, modifiedAtMs: 1, lastUsedAtMs: null }
  return { id, kind: 'model', bytes: 100, ...rest, ...partial }
}

async function show(engine: MemoryEngine) {
  const { result } = renderHook(() => useStorage(), { wrapper: withEngine(engine) })
  await vi.waitFor(() => expect(result.current.isPending).toBe(false))
  return result
}

const later = (): Promise<void> => act(() => new Promise<void>((resolve) => setTimeout(resolve, 20)))

describe('useStorage', () => {
  it('sorts what is on disk, with sums', async () => {
    const engine = createMemoryEngine({ storage: { persisted: true } })
    engine.room.storage = {
      models: [stored('a'), stored('b', { kind: 'partial', bytes: 40 })],
      orphans: [
        { path: 'x.part', kind: 'leftover', bytes: 5, modifiedAtMs: 1 },
        { path: 'y', kind: 'foreign', bytes: 2, modifiedAtMs: 1 },
      ],
    }
    const shown = await show(engine)
    expect(shown.current.models.map(({ id }) => id)).toEqual(['a'])
    expect(shown.current.partials.map(({ id }) => id)).toEqual(['b'])
    expect(shown.current.sizes).toEqual({
      modelBytes: 100,
      partialBytes: 40,
      leftoverBytes: 5,
      foreignBytes: 2,
      totalBytes: 147,
    })
    expect(shown.current).toMatchObject({ freeBytes: 5000, persisted: true })
  })

  it('offers for each what its download and the engine allow', async () => {
    const engine = createMemoryEngine()
    engine.put({ b: { status: 'downloading' }, c: { status: 'paused' } })
    engine.room.storage = {
      models: [stored('a'), stored('b', { kind: 'partial' }), stored('c', { kind: 'partial' })],
    }
    const shown = await show(engine)
    const can = () => [...shown.current.models, ...shown.current.partials].map((entry) => entry.can)
    expect(can()).toEqual([
      { discard: false, verify: true, remove: true },
      { discard: false, verify: false, remove: false },
      { discard: true, verify: false, remove: true },
    ])
    act(() => engine.put({ b: { status: 'paused' } }))
    expect(can()[1]?.discard).toBe(true)
    act(() => engine.publish({ link: 'lost' }))
    expect(can().flatMap((each) => Object.values(each))).not.toContain(true)
  })

  it('is asked again when a download completes or is removed, and not when bytes come', async () => {
    const engine = createMemoryEngine()
    engine.put({ a: {} })
    const shown = await show(engine)
    await later()
    const before = engine.queries.length
    act(() => engine.put({ a: { receivedBytes: 500 } }))
    await later()
    expect(engine.queries).toHaveLength(before)
    engine.room.storage = { models: [stored('a')] }
    act(() => engine.put({ a: { status: 'completed' } }))
    await vi.waitFor(() => expect(shown.current.models).toHaveLength(1))
    engine.room.storage = {}
    act(() => engine.put({ a: null }))
    await vi.waitFor(() => expect(shown.current.models).toHaveLength(0))
  })

  it('asks twice at most, however many downloads end at once', async () => {
    const engine = createMemoryEngine()
    const ids = Array.from({ length: 50 }, (_, at) => `m${at}`)
    engine.put(Object.fromEntries(ids.map((id) => [id, {}])))
    await show(engine)
    await later()
    const before = engine.queries.length
    act(() => {
      for (const id of ids) engine.put({ [id]: { status: 'completed' } })
    })
    await later()
    expect(engine.queries.length - before).toBeLessThanOrEqual(2)
  })

  it('sends its verbs, the same functions at each render, and asks again after each', async () => {
    const engine = createMemoryEngine()
    const shown = await show(engine)
    const { current } = shown
    const before = engine.queries.length
    await act(async () => {
      current.discard('a')
      current.sweep(1000)
      current.verify('a')
      current.adopt({ id: 'b' }, '/tmp/b')
      current.adopt({ id: 'c' }, '/tmp/c', { link: true })
      current.remove('a')
    })
    await later()
    expect(engine.commands).toEqual([
      { type: 'discard', id: 'a' },
      { type: 'sweep', olderThanMs: 1000 },
      { type: 'verify', id: 'a' },
      { type: 'adopt', model: { id: 'b' }, location: '/tmp/b' },
      { type: 'adopt', model: { id: 'c' }, location: '/tmp/c', link: true },
      { type: 'remove', id: 'a' },
    ])
    expect(engine.queries.length).toBeGreaterThan(before)
    for (const [name, verb] of Object.entries(current)) {
      if (typeof verb === 'function') expect(shown.current[name as keyof typeof current]).toBe(verb)
    }
  })

  it('shows which verbs are under way, and why one was refused, by model', async () => {
    const engine = createMemoryEngine()
    const shown = await show(engine)
    engine.refuse('locked')
    const release = engine.hold()
    act(() => shown.current.discard('a'))
    act(() => shown.current.sweep(1))
    expect([...shown.current.pending]).toEqual([
      ['a', 'discard'],
      ['', 'sweep'],
    ])
    await act(async () => release())
    expect([...shown.current.errors.keys()]).toEqual(['a', ''])
    expect(shown.current.pending.size).toBe(0)
    engine.refuse(null)
    await act(async () => shown.current.discard('a'))
    expect([...shown.current.errors.keys()]).toEqual([''])
  })

  it('throws from the Async twins', async () => {
    const engine = createMemoryEngine()
    const shown = await show(engine)
    engine.refuse('locked')
    const thrown = await act(() => shown.current.sweepAsync(1).catch((error: unknown) => error))
    expect(isEngineError(thrown, 'locked')).toBe(true)
    expect(shown.current.errors.size).toBe(0)
  })
})
