import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/engine/core/command.js'
import type { Priority } from '../../../src/engine/core/download.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'
import { createRecordStore } from '../../../src/engine/host/record-store.js'
import { createSimulatedEngine, createSimulatedMachine } from '../../../src/engine/testing/index.js'
import { modelOf, recordOf } from './given.js'

const IDS = ['a', 'b', 'c', 'd', 'e'] as const
const ID = fc.constantFrom(...IDS)

const COMMAND: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: ID.map(
      (id): Command => ({ type: 'download', model: { id, url: `https://models.example/${id}`, size: 1000 } }),
    ),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('move'), id: ID, beforeId: fc.option(ID) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('prioritize'),
      id: ID,
      priority: fc.constantFrom<Priority>('essential', 9, 'background'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('pauseAll', 'resumeAll') }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('pause', 'remove'), id: ID }) },
)

describe('the order after a kill', () => {
  it('at any step is the order that was shown', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(COMMAND, { minLength: 1, maxLength: 14 }),
        fc.boolean(),
        async (commands, powerLoss) => {
          let engine = createSimulatedEngine({ concurrency: 1 })
          for (const command of commands) {
            await engine.dispatch(command)
            const before = engine.getSnapshot()
            engine = engine.restart({ powerLoss })
            await engine.until(({ link }) => link === 'open')
            expect(engine.getSnapshot().order).toEqual(before.order)
            expect(priorities(engine.getSnapshot())).toEqual(priorities(before))
          }
          await engine.close()
        },
      ),
      { numRuns: 40, seed: 20_260_109 },
    )
  })

  it('keeps a place before it keeps the download that stands there', async () => {
    const { journal } = createSimulatedMachine()
    const written: string[] = []
    let release = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      release = resolve
    })
    const store = createRecordStore({
      ...journal,
      async write(key, value) {
        if (key === 'order') await slow
        await journal.write(key, value)
        written.push(key)
      },
    })
    const saved = [
      store.saveOrder(['m']),
      store.saveRecord(recordOf(modelOf({ id: 'm', url: 'https://models.example/m' }))),
    ]
    await new Promise((resolve) => setImmediate(resolve))
    expect(written).toEqual([])
    release()
    await Promise.all(saved)
    expect(written).toEqual(['order', 'model.m'])
  })
})

function priorities({ downloads }: EngineSnapshot): unknown {
  return Object.fromEntries(Object.values(downloads).map(({ id, priority }) => [id, priority]))
}
