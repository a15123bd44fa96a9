'use client'

import { shallow } from 'zustand/vanilla/shallow'
import { isActive } from '../engine/core/download.js'
import type { EngineSnapshot } from '../engine/core/snapshot.js'
import { type QueueState, toQueueState } from './download-totals.js'
import { throwIfRefused } from './download-verbs.js'
import { useEngineContext } from './engine-context.js'
import type { EngineStore } from './engine-store.js'
import { useEngineSnapshot } from './use-engine-snapshot.js'

/** Verbs over all downloads; the same functions at each render. A refusal is left in the `commandError` of the download it concerns. */
export interface QueueVerbs {
  /** Pauses all that run or wait. */
  readonly pauseAll: () => void
  /** Rejects with the first refusal, once all are answered. */
  readonly pauseAllAsync: () => Promise<void>
  /** Goes on with all that are paused. */
  readonly resumeAll: () => void
  /** Rejects with the first refusal, once all are answered. */
  readonly resumeAllAsync: () => Promise<void>
}

export interface QueueCan {
  readonly pauseAll: boolean
  readonly resumeAll: boolean
}

/** All downloads of the engine, and verbs for all of them. */
export interface DownloadQueueState extends QueueState, QueueVerbs {
  /** Verbs to offer: whether the engine can, and there is anything to do. */
  readonly can: QueueCan
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
  const toQueue = toQueueOf(store)
  return useEngineSnapshot<DownloadQueueState | T>(
    (snapshot) => (options === undefined ? toQueue(snapshot) : options.select(toQueue(snapshot))),
    (options?.isEqual ?? shallow) as (a: DownloadQueueState | T, b: DownloadQueueState | T) => boolean,
  )
}

const toQueues = new WeakMap<EngineStore, (snapshot: EngineSnapshot) => DownloadQueueState>()

/** One for all hooks of an engine, so that a change is worked out once. */
function toQueueOf(store: EngineStore): (snapshot: EngineSnapshot) => DownloadQueueState {
  const toQueue = toQueues.get(store) ?? createToQueue(store)
  toQueues.set(store, toQueue)
  return toQueue
}

/** Gives the same queue while neither downloads nor what can be done with them changed. */
function createToQueue(store: EngineStore): (snapshot: EngineSnapshot) => DownloadQueueState {
  const verbs = createQueueVerbs(store)
  let last: { readonly of: EngineSnapshot; readonly queue: DownloadQueueState } | null = null
  return (snapshot) => {
    if (last === null || !isSameQueue(last.of, snapshot)) {
      const state = toQueueState(snapshot)
      const { commands } = snapshot.capabilities
      const isOpen = snapshot.link === 'open'
      const can = {
        pauseAll: isOpen && commands.includes('pause') && state.downloads.some(({ status }) => isActive(status)),
        resumeAll: isOpen && commands.includes('resume') && state.counts.paused > 0,
      }
      last = { of: snapshot, queue: { ...state, ...verbs, can } }
    }
    return last.queue
  }
}

function isSameQueue(a: EngineSnapshot, b: EngineSnapshot): boolean {
  return a.downloads === b.downloads && a.order === b.order && a.link === b.link && a.capabilities === b.capabilities
}

function createQueueVerbs({ engine, verbs }: EngineStore): QueueVerbs {
  const all = (type: 'pause' | 'resume'): { readonly type: typeof type; readonly id: string }[] =>
    Object.values(engine.getSnapshot().downloads)
      .filter(({ status }) => (type === 'pause' ? isActive(status) : status === 'paused'))
      .map(({ id }) => ({ type, id }))
  const send = (type: 'pause' | 'resume'): void => {
    for (const command of all(type)) void verbs.run(command)
  }
  const sendAsync = async (type: 'pause' | 'resume'): Promise<void> => {
    const refusals = await Promise.all(all(type).map((command) => verbs.run(command)))
    throwIfRefused(refusals.find((refusal) => refusal !== null) ?? null)
  }
  return {
    pauseAll: () => send('pause'),
    pauseAllAsync: () => sendAsync('pause'),
    resumeAll: () => send('resume'),
    resumeAllAsync: () => sendAsync('resume'),
  }
}
