'use client'

import { useMemo } from 'react'
import type { CommandType } from '../engine/core/command.js'
import type { DownloadStatus } from '../engine/core/download.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { StorageState as Persistence } from '../engine/core/snapshot.js'
import { type EngineContextValue, useEngineContext } from './engine-context.js'
import { engineQueryKeys, storageQuery } from './engine-queries.js'
import { perStore } from './per-store.js'
import { createQuerySource } from './query-source.js'
import { downloadOf } from './refresh-answers.js'
import { deriveSource, type Source } from './source.js'
import { type StorageContents, type StorageVerb, storageContents } from './storage-state.js'
import { createStorageVerbs, type StorageVerbs } from './storage-verbs.js'
import { type SelectOptions, useSource } from './use-selected.js'
import { createVerbRunner, type VerbRunner, type VerbStates } from './verb-runner.js'

/** What is on disk, and verbs about it. */
export interface StorageState extends StorageContents, StorageVerbs, Persistence {
  /** What the engine can do at all, while it is in reach; each entry says what may be done with it. */
  readonly can: Readonly<Record<StorageVerb, boolean>>
  /** Verbs that the engine has not answered yet, by model id; `sweep` by `''`. */
  readonly pending: ReadonlyMap<string, StorageVerb>
  /** Why the last verb was refused, by model id (`sweep` by `''`), whichever component called it; cleared by the next about that model. */
  readonly errors: ReadonlyMap<string, ErrorData>
  /** No answer yet, and none was refused. */
  readonly isPending: boolean
  /** Why the engine could not answer: `unsupported` where it cannot look, `forbidden` where a page may not; null otherwise. */
  readonly error: ErrorData | null
  /** Asks again. Never rejects. */
  readonly refetch: () => Promise<void>
}

/**
 * What takes room: models, partials, what crashed runs left, and the space that is free. Asked again when any download starts or ends or is
 * removed, after each verb, and by a component that appears 5 s after the last answer.
 *
 * ```tsx
 * const { models, partials, sizes, remove, sweep } = useStorage()
 * ```
 *
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useStorage(): StorageState
export function useStorage<T>(options: SelectOptions<StorageState, T>): T
export function useStorage<T>(options?: SelectOptions<StorageState, T>): StorageState | T {
  const context = useEngineContext('useStorage')
  const source = useMemo(() => createStorageSource(context), [context])
  return useSource(source, options)
}

const runnerOf = /*#__PURE__*/ perStore(({ engine }) => createVerbRunner<StorageVerb>(engine))

function createStorageSource(context: EngineContextValue): Source<StorageState> {
  const { store, queryClient } = context
  const answers = createQuerySource(context, storageQuery(store.engine))
  const runner = runnerOf(store)
  const verbs = createStorageVerbs(
    refreshingAfter(runner, () => {
      void queryClient.invalidateQueries({ queryKey: engineQueryKeys.storage(store.engine) })
    }),
  )
  return deriveSource(
    [answers, store.snapshots, runner.states],
    ({ value, isPending, error }, snapshot, states) => {
      const statuses = value?.models.map(({ id }) => downloadOf(snapshot, id)?.status ?? '').join() ?? ''
      const { commands } = snapshot.capabilities
      return [value, isPending, error, statuses, snapshot.link, commands, snapshot.storage.persisted, states]
    },
    (value, isPending, error, statuses, link, commands, persisted, states): StorageState => {
      const canDo = (verb: CommandType): boolean => link === 'open' && commands.includes(verb)
      return {
        ...storageContents(value, statuses.split(',').map(toStatus), canDo),
        persisted,
        can: {
          discard: canDo('discard'),
          sweep: canDo('sweep'),
          verify: canDo('verify'),
          adopt: canDo('adopt'),
          remove: canDo('remove'),
        },
        pending: pick(states, ({ pending }) => pending),
        errors: pick(states, ({ error }) => error),
        isPending,
        error,
        refetch: answers.refetch,
        ...verbs,
      }
    },
  )
}

function refreshingAfter(
  { run, runForCaller }: VerbRunner<StorageVerb>,
  refresh: () => void,
): Pick<VerbRunner<StorageVerb>, 'run' | 'runForCaller'> {
  return {
    run: (command) => run(command).finally(refresh),
    runForCaller: (command) => runForCaller(command).finally(refresh),
  }
}

function toStatus(status: string): DownloadStatus | null {
  return status === '' ? null : (status as DownloadStatus)
}

function pick<T>(
  states: VerbStates<StorageVerb>,
  of: (state: NonNullable<ReturnType<VerbStates<StorageVerb>['get']>>) => T | null,
): ReadonlyMap<string, T> {
  const picked = new Map<string, T>()
  for (const [id, state] of states) {
    const value = of(state)
    if (value !== null) picked.set(id, value)
  }
  return picked
}
