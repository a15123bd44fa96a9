import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Command } from '../engine/core/command.js'
import type { Priority } from '../engine/core/download.js'
import type { Engine } from '../engine/core/engine.js'
import type { ErrorData } from '../engine/core/errors.js'
import { sendCommand, throwIfRefused } from './verb-runner.js'

/**
 * Verbs over all downloads; the same functions at each render. The plain ones return nothing and leave a refusal in `commandError`, until
 * the next verb of the queue; the `…Async` ones reject with `EngineError` where the engine refused, and leave `commandError` alone.
 */
export interface QueueVerbs {
  /** Pauses all that run or wait. */
  readonly pauseAll: () => void
  readonly pauseAllAsync: () => Promise<void>
  /** Goes on with all that are paused, whether one by one or together. */
  readonly resumeAll: () => void
  readonly resumeAllAsync: () => Promise<void>
  /** Puts a download before another in the order; null puts it last. */
  readonly move: (id: string, beforeId: string | null) => void
  readonly moveAsync: (id: string, beforeId: string | null) => Promise<void>
  /** Changes who comes first: `essential` takes a slot at once. */
  readonly prioritize: (id: string, priority: Priority) => void
  readonly prioritizeAsync: (id: string, priority: Priority) => Promise<void>
}

export interface QueueControl {
  readonly verbs: QueueVerbs
  /** Why the last verb was refused; null where it was not. */
  readonly errors: StoreApi<ErrorData | null>
}

/** The verbs of an engine's queue, one set for all hooks of that engine. */
export function createQueueControl(engine: Engine): QueueControl {
  const errors = createStore<ErrorData | null>(() => null)
  let last = 0

  const start = (command: Command): void => {
    last += 1
    const own = last
    errors.setState(null, true)
    void sendCommand(engine, command).then((error) => {
      if (own === last) errors.setState(error, true)
    })
  }
  const startAsync = async (command: Command): Promise<void> => throwIfRefused(await sendCommand(engine, command))

  return {
    errors,
    verbs: {
      pauseAll: () => start({ type: 'pauseAll' }),
      pauseAllAsync: () => startAsync({ type: 'pauseAll' }),
      resumeAll: () => start({ type: 'resumeAll' }),
      resumeAllAsync: () => startAsync({ type: 'resumeAll' }),
      move: (id, beforeId) => start({ type: 'move', id, beforeId }),
      moveAsync: (id, beforeId) => startAsync({ type: 'move', id, beforeId }),
      prioritize: (id, priority) => start({ type: 'prioritize', id, priority }),
      prioritizeAsync: (id, priority) => startAsync({ type: 'prioritize', id, priority }),
    },
  }
}
