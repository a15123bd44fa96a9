import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '../../../src/engine/core/event.js'
import { onEvent } from '../../../src/engine/core/on-event.js'
import { createFakeEngine } from '../remote/fake-engine.js'

const names = (events: readonly EngineEvent[]): string[] => events.map(({ type }) => type)

describe('onEvent', () => {
  it('tells what happens from now on, and not what is there already', () => {
    const engine = createFakeEngine()
    engine.showDownload({ id: 'a', status: 'completed' })
    const seen: EngineEvent[] = []
    onEvent(engine, (event) => seen.push(event))
    expect(seen).toEqual([])
    engine.showDownload({ id: 'b', status: 'preparing' })
    engine.showDownload({ id: 'b', status: 'downloading', receivedBytes: 10 })
    expect(names(seen)).toEqual(['added', 'started', 'progress'])
  })

  it('takes what an engine finds in its journal for no event', () => {
    const engine = createFakeEngine()
    engine.show({ link: 'connecting' })
    const seen: EngineEvent[] = []
    onEvent(engine, (event) => seen.push(event))
    engine.showDownload({ id: 'a', status: 'completed' })
    engine.show({ link: 'open' })
    expect(seen).toEqual([])
    engine.showDownload({ id: 'a', status: 'queued' })
    expect(names(seen)).toEqual(['added'])
  })

  it('tells what happened while the link was lost when it is back, and nothing meanwhile', () => {
    const engine = createFakeEngine()
    engine.showDownload({ id: 'a', status: 'downloading' })
    const seen: EngineEvent[] = []
    onEvent(engine, (event) => seen.push(event))
    engine.show({ link: 'lost', downloads: {}, order: [] })
    expect(seen).toEqual([])
    engine.show({ link: 'connecting' })
    engine.showDownload({ id: 'a', status: 'completed' })
    engine.show({ link: 'open' })
    expect(names(seen)).toEqual(['completed'])
  })

  it('tells nothing after it was ended, also where the listener ends it', () => {
    const engine = createFakeEngine()
    const seen: EngineEvent[] = []
    const stop = onEvent(engine, (event) => {
      seen.push(event)
      stop()
    })
    engine.showDownload({ id: 'a', status: 'preparing' })
    engine.showDownload({ id: 'b' })
    expect(names(seen)).toEqual(['added'])
    expect(engine.listeners()).toBe(0)
  })

  it('goes on when the listener throws, and leaves the other listeners of the engine alone', async () => {
    const engine = createFakeEngine()
    const [seen, thrown]: [EngineEvent[], unknown[]] = [[], []]
    const onUnhandled = (error: unknown): void => void thrown.push(error)
    const before = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', onUnhandled)
    try {
      onEvent(engine, (event) => {
        seen.push(event)
        if (event.type === 'added') throw new Error('A notification cannot be shown.')
      })
      let calls = 0
      engine.subscribe(() => {
        calls += 1
      })
      engine.showDownload({ id: 'a', status: 'preparing' })
      await new Promise((resolve) => setImmediate(resolve))
      expect(names(seen)).toEqual(['added', 'started'])
      expect(calls).toBe(1)
      expect(thrown).toHaveLength(1)
    } finally {
      process.removeAllListeners('unhandledRejection')
      for (const listener of before) process.on('unhandledRejection', listener)
    }
  })
})
