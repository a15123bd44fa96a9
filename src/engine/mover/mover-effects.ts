import type { Effect } from '../core/effect.js'
import { EngineError, type ErrorData, errorDataOf } from '../core/errors.js'
import type { Input } from '../core/input.js'
import type { Model } from '../core/model.js'
import type { Clock } from '../ports/clock.js'
import type { Mover } from './mover.js'
import type { MoverMemory } from './mover-memory.js'
import { runJob } from './mover-run.js'

const LONGEST_NAP_MS = 60_000

export interface MoverEffects {
  /** Settles when what a command asked for is done, with the error where it could not be. Never rejects. */
  run(effects: readonly Effect[]): Promise<ErrorData | null>
  stopAll(): Promise<void>
}

/** Carries out what the core decides, by way of a mover. */
export function createMoverEffects(
  mover: Mover,
  memory: MoverMemory,
  clock: Clock,
  send: (input: Input) => void,
): MoverEffects {
  /** One run or deletion a model at a time: the next begins when the one before has ended. */
  const active = new Map<string, { readonly abort: AbortController; readonly done: Promise<void> }>()
  let cancelWake: (() => void) | null = null

  function inTurn(id: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const abort = new AbortController()
    const result = (active.get(id)?.done ?? Promise.resolve()).then(() => work(abort.signal))
    const done = result
      .catch(() => undefined)
      .finally(() => {
        if (active.get(id)?.abort === abort) active.delete(id)
      })
    active.set(id, { abort, done })
    return result
  }

  function stop(id: string, code: 'cancelled' | 'closed' = 'cancelled'): Promise<void> {
    const found = active.get(id)
    found?.abort.abort(new EngineError(code, `The download of model "${id}" was stopped.`))
    return found?.done ?? Promise.resolve()
  }

  function start({ id, run, model, task }: Extract<Effect, { type: 'start' }>): void {
    void inTurn(id, async (signal) => {
      if (signal.aborted) return send({ type: 'parked', id, run, progress: null })
      const job = { model, task: task.type === 'verify' ? ('verify' as const) : ('fetch' as const), signal }
      await runJob(mover, job, run, send, () => clock.random())
    })
  }

  async function deleteOf(model: Model, how: 'discard' | 'remove'): Promise<void> {
    void stop(model.id)
    await inTurn(model.id, async () => mover[how]?.(model))
  }

  function wake(atMs: number | null): void {
    cancelWake?.()
    cancelWake = null
    if (atMs === null) return
    const delayMs = Math.min(Math.max(0, atMs - clock.now()), LONGEST_NAP_MS)
    cancelWake = clock.setTimer(delayMs, () => send({ type: 'woken' }))
  }

  async function carryOut(effect: Effect): Promise<void> {
    switch (effect.type) {
      case 'start':
        return start(effect)
      case 'stop':
        return void stop(effect.id)
      case 'discard':
        return deleteOf(effect.model, 'discard')
      case 'erase':
        await deleteOf(effect.model, 'remove')
        memory.forget(effect.id)
        return memory.settled()
      case 'save':
        memory.save(effect.record)
        return memory.settled()
      case 'save-order':
        memory.saveOrder(effect.order)
        return memory.settled()
      case 'limit':
        return mover.limit?.(effect.bytesPerSecond)
      case 'wake':
        return wake(effect.atMs)
      case 'probe':
        // A mover cannot be asked, so the time between tries stays as it is.
        return send({ type: 'probed', origin: effect.origin, isReachable: true })
      default:
        return undefined
    }
  }

  return {
    async run(effects) {
      const failures = await Promise.all(
        effects.map(async (effect) => {
          try {
            await carryOut(effect)
            return null
          } catch (thrown) {
            const error = errorDataOf(thrown, 'storage-io', 'What was decided could not be kept. Try again.')
            if ('id' in effect) send({ type: 'broken', id: effect.id, error })
            return effect.type === 'discard' || effect.type === 'erase' ? error : null
          }
        }),
      )
      return failures.find((failure) => failure !== null) ?? null
    },
    async stopAll() {
      await Promise.all([...active.keys()].map((id) => stop(id, 'closed')))
      wake(null)
    },
  }
}
