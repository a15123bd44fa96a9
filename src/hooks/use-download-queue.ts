'use client'

import { useStore } from 'zustand'
import { shallow } from 'zustand/vanilla/shallow'
import { isActive } from '../engine/core/download.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { EngineSnapshot } from '../engine/core/snapshot.js'
import { type QueueState, toQueueState } from './download-totals.js'
import { useEngineContext } from './engine-context.js'
import type { EngineStore } from './engine-store.js'
import { createQueueControl, type QueueControl, type QueueVerbs } from './queue-verbs.js'
import { useEngineSnapshot } from './use-engine-snapshot.js'

/** Verbs to offer: whether the engine can, and there is anything to do. */
export interface QueueCan {
  readonly pauseAll: boolean
  readonly resumeAll: boolean
  readonly move: boolean
  readonly prioritize: boolean
}

/** All downloads of the engine, and verbs for all of them. */
export interface DownloadQueueState extends QueueState, QueueVerbs {
  readonly can: QueueCan
  /** Why the last verb of the queue was refused, whichever component called it; null where it was not. */
  readonly commandError: ErrorData | null
}

export interface DownloadQueueOptions<T> {
  /** Picks what is shown, so that nothing else causes a render: `({ counts }) => counts.failed`. */
  readonly select: (queue: DownloadQueueState) => T
  /** Whether what was picked is still the same. Default: shallow equality. */
  readonly isEqual?: (a: T, b: T) => boolean
}

/**
 * The engine's downloads in the user's order. Renders with each change of any download; with `select`, only when what it picks changes.
 *
 * ```tsx
 * const ids = useDownloadQueue({ select: ({ order }) => order })
 * ```
 *
 * @throws Error outside an `EngineProvider`.
 */
export function useDownloadQueue(): DownloadQueueState
export function useDownloadQueue<T>(options: DownloadQueueOptions<T>): T
export function useDownloadQueue<T>(options?: DownloadQueueOptions<T>): DownloadQueueState | T {
  const { store } = useEngineContext('useDownloadQueue')
  const { toQueue, errors } = queueOf(store)
  const error = useStore(errors)
  return useEngineSnapshot<DownloadQueueState | T>(
    (snapshot) => (options === undefined ? toQueue(snapshot, error) : options.select(toQueue(snapshot, error))),
    (options?.isEqual ?? shallow) as (a: DownloadQueueState | T, b: DownloadQueueState | T) => boolean,
  )
}

type ToQueue = (snapshot: EngineSnapshot, commandError: ErrorData | null) => DownloadQueueState

interface Queue {
  readonly toQueue: ToQueue
  readonly errors: QueueControl['errors']
}

const queues = new WeakMap<EngineStore, Queue>()

/** One for all hooks of an engine, so that a change is worked out once. */
function queueOf(store: EngineStore): Queue {
  const known = queues.get(store)
  if (known !== undefined) return known
  const { errors, verbs } = createQueueControl(store.engine)
  const queue = { errors, toQueue: createToQueue(verbs) }
  queues.set(store, queue)
  return queue
}

/** Gives the same queue while neither downloads nor what can be done with them changed. */
function createToQueue(verbs: QueueVerbs): ToQueue {
  let last: { readonly of: EngineSnapshot; readonly queue: DownloadQueueState } | null = null
  return (snapshot, commandError) => {
    if (last === null || last.queue.commandError !== commandError || !isSameQueue(last.of, snapshot)) {
      const state = toQueueState(snapshot)
      last = { of: snapshot, queue: { ...state, ...verbs, can: canOf(snapshot, state), commandError } }
    }
    return last.queue
  }
}

function canOf({ link, capabilities }: EngineSnapshot, { downloads, counts }: QueueState): QueueCan {
  const can = (verb: keyof QueueCan, makesSense: boolean): boolean =>
    link === 'open' && makesSense && capabilities.commands.includes(verb)
  return {
    pauseAll: can(
      'pauseAll',
      downloads.some(({ status }) => isActive(status)),
    ),
    resumeAll: can('resumeAll', counts.paused > 0),
    move: can('move', downloads.length > 1),
    prioritize: can('prioritize', downloads.length > 0),
  }
}

function isSameQueue(a: EngineSnapshot, b: EngineSnapshot): boolean {
  return a.downloads === b.downloads && a.order === b.order && a.link === b.link && a.capabilities === b.capabilities
}
