import { EngineError, errorDataOf } from '../core/errors.js'
import type { RunInput } from '../core/input.js'
import type { Model } from '../core/model.js'
import type { Task } from '../core/task.js'
import type { Version } from '../core/version.js'
import type { HostContext } from './context.js'
import { type Outcome, transfer } from './transfer/transfer.js'

/** The runs under way, one a model at most: the next begins when the one before has let go of its files. */
export interface Runs {
  start(id: string, run: number, model: Model, version: Version, task: Task): void
  /** Settles when nothing of the run is left. */
  stop(id: string): Promise<void>
  /** Stops the run, then does something with its files before any other run may begin. */
  stopThen(id: string, task: () => Promise<void>): Promise<void>
  stopAll(): Promise<void>
}

interface Active {
  readonly abort: AbortController
  readonly done: Promise<void>
}

export function createRuns(host: HostContext, send: (input: RunInput) => void): Runs {
  const active = new Map<string, Active>()

  async function runOne(
    id: string,
    run: number,
    model: Model,
    version: Version,
    task: Task,
    before: Active | undefined,
    signal: AbortSignal,
  ): Promise<void> {
    await before?.done
    if (signal.aborted) return send({ type: 'parked', id, run, progress: null })
    const outcome = await transfer(host, model, version, task, signal, (type, progress) =>
      send({ type, id, run, progress }),
    )
    send(inputOf(host, id, run, outcome))
  }

  function stop(id: string): Promise<void> {
    const found = active.get(id)
    found?.abort.abort(new EngineError('cancelled', `The download of model "${id}" was stopped.`))
    return found?.done ?? Promise.resolve()
  }

  return {
    start(id, run, model, version, task) {
      const abort = new AbortController()
      const done = runOne(id, run, model, version, task, active.get(id), abort.signal).finally(() => {
        if (active.get(id)?.abort === abort) active.delete(id)
      })
      active.set(id, { abort, done })
    },
    stop,
    stopThen(id, task) {
      const abort = new AbortController()
      const work = stop(id).then(task)
      const done = work
        .catch(() => undefined)
        .finally(() => {
          if (active.get(id)?.abort === abort) active.delete(id)
        })
      active.set(id, { abort, done })
      return work
    },
    stopAll: async () => {
      await Promise.all([...active.keys()].map(stop))
    },
  }
}

function inputOf(host: HostContext, id: string, run: number, outcome: Outcome): RunInput {
  if (outcome.type !== 'failed') return { ...outcome, id, run }
  const { progress, retryAfterMs } = outcome
  const error = errorDataOf(
    outcome.error,
    'storage-io',
    `Something unexpected stopped the download of model "${id}". What is here is kept: try again.`,
  )
  const { clock, connectivity } = host.platform
  const isOffline = connectivity.isOffline?.(outcome.error) ?? false
  return { type: 'failed', id, run, progress, error, isOffline, retryAfterMs, random: clock.random() }
}
