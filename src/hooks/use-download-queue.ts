'use client'

import { isActive } from '../engine/core/download.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { EngineSnapshot } from '../engine/core/snapshot.js'
import { type QueueState, toQueueState } from './download-totals.js'
import { useEngineContext } from './engine-context.js'
import { perStore } from './per-store.js'
import { createQueueControl, type QueueVerbs } from './queue-verbs.js'
import { deriveSource } from './source.js'
import { type SelectOptions, useSource } from './use-selected.js'

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
export function useDownloadQueue<T>(options: SelectOptions<DownloadQueueState, T>): T
export function useDownloadQueue<T>(options?: SelectOptions<DownloadQueueState, T>): DownloadQueueState | T {
  return useSource(queueOf(useEngineContext('useDownloadQueue').store), options)
}

/** One for all hooks of an engine, so that a change is worked out once. */
const queueOf = /*#__PURE__*/ perStore(({ engine, snapshots }) => {
  const { errors, verbs } = createQueueControl(engine)
  return deriveSource(
    [snapshots, errors],
    ({ downloads, order, link, capabilities }, error) => [downloads, order, link, capabilities, error] as const,
    (downloads, order, link, capabilities, commandError): DownloadQueueState => {
      const state = toQueueState({ downloads, order })
      return { ...state, ...verbs, can: canOf({ link, capabilities }, state), commandError }
    },
  )
})

function canOf(
  { link, capabilities }: Pick<EngineSnapshot, 'link' | 'capabilities'>,
  { downloads, counts }: QueueState,
): QueueCan {
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
