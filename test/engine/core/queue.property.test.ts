import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRunning, type Priority } from '../../../src/engine/core/download.js'
import { urgencyOf } from '../../../src/engine/core/priority.js'
import { type Core, model, openCore, progress } from './given.js'
import { Play } from './play.js'
import { QUEUE_STEP } from './random-steps.js'

interface Wish {
  readonly priority: Priority
  readonly concurrency: number
}

const WISHES = fc.array(
  fc.record({
    priority: fc.constantFrom<Priority>('essential', 'normal', 'background', 7, -300, 150),
    concurrency: fc.integer({ min: 1, max: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
)

const names = (core: Core): readonly string[] =>
  core.state.order.filter((id) => isRunning(core.get(id).status)).toSorted()

describe('a queue of any kind', () => {
  it('keeps to its slots, its order and its journal at every step, while a person plays with it', {
    timeout: 30_000,
  }, () => {
    fc.assert(
      fc.property(fc.array(QUEUE_STEP, { minLength: 20, maxLength: 80 }), (steps) => {
        const play = new Play()
        for (const step of steps) play.take(step)
      }),
      { numRuns: 150, seed: 20_260_110 },
    )
  })

  it('comes to its end: each download completes, after as many ends as there are downloads', () => {
    fc.assert(
      fc.property(WISHES, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (wishes, picks) => {
        const core = ask(wishes)
        for (const pick of picks.slice(0, wishes.length)) {
          const running = names(core)
          core.completed(running[pick % running.length] as string)
        }
        for (const id of core.state.order) expect(core.get(id).status).toBe('completed')
      }),
      { seed: 20_260_106 },
    )
  })

  it('runs those of one priority in the order of the user, whoever ends first', () => {
    fc.assert(
      fc.property(WISHES, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (wishes, picks) => {
        const core = ask(wishes)
        core.command({ type: 'pauseAll' })
        core.command({ type: 'resumeAll' })
        const begun = [...names(core)]
        for (const pick of picks.slice(0, wishes.length)) {
          const before = names(core)
          core.completed(before[pick % before.length] as string)
          begun.push(...names(core).filter((id) => !before.includes(id)))
        }
        expect(begun.toSorted()).toEqual(core.state.order)
        for (const urgency of new Set(wishes.map(({ priority }) => urgencyOf(priority)))) {
          const alike = begun.filter((id) => urgencyOf(core.get(id).priority) === urgency)
          expect(alike).toEqual(alike.toSorted())
        }
      }),
      { seed: 20_260_107 },
    )
  })

  it('gives every slot that an essential model took back to whom it was taken from, with all bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), (slots, urgent) => {
        const core = openCore({ settings: { concurrency: slots } })
        const ids = Array.from({ length: slots }, (_, at) => `a${at}`)
        for (const id of ids) {
          core.command({ type: 'download', model: model(id), priority: 'background' })
          core.report(id, 'prepared', progress(0))
          core.report(id, 'progress', progress(40))
        }
        for (let at = 0; at < urgent; at += 1)
          core.command({ type: 'download', model: model(`u${at}`), priority: 'essential' })
        expect(names(core).filter((id) => id.startsWith('u'))).toHaveLength(Math.min(slots, urgent))
        for (let at = 0; at < urgent; at += 1) core.completed(`u${at}`)
        expect(names(core)).toEqual(ids)
        for (const id of ids) expect(core.get(id).files[0]?.receivedBytes).toBe(40)
      }),
      { seed: 20_260_108 },
    )
  })
})

/** A core that was asked for models `a00`, `a01`, … with the concurrency changing in between. */
function ask(wishes: readonly Wish[]): Core {
  const core = openCore({ settings: { concurrency: 1 } })
  for (const [at, { priority, concurrency }] of wishes.entries()) {
    core.command({ type: 'download', model: model(`a${String(at).padStart(2, '0')}`), priority })
    core.command({ type: 'configure', settings: { concurrency } })
  }
  return core
}
