import { QueryObserver, type QueryState } from '@tanstack/react-query'
import { type EngineError, type ErrorData, errorDataOf } from '../engine/core/errors.js'
import type { EngineContextValue } from './engine-context.js'
import type { EngineQueryKey, EngineQueryOptions } from './engine-queries.js'
import type { Source } from './source.js'

/** What is known of an answer of the engine. */
export interface Answered<T> {
  /** null until the engine answered, and after a change that made the answer wrong. */
  readonly value: T | null
  /** No answer yet, and none was refused. True while the link is not open for the first time. */
  readonly isPending: boolean
  /** Why the engine could not answer; null otherwise. */
  readonly error: ErrorData | null
}

export interface QuerySource<T> extends Source<Answered<T>> {
  /** Asks again. Never rejects. */
  readonly refetch: () => Promise<void>
}

const NOTHING = { data: undefined, error: null, status: 'pending' } as const

const PENDING: Answered<never> = { value: null, isPending: true, error: null }

/**
 * An answer as the query client holds it. While anybody is subscribed it is asked for, once the engine's link is open.
 *
 * The state is read from the query client itself: it is right in the very render in which the snapshot changes, not a tick later.
 */
export function createQuerySource<T>(
  { store, queryClient: client }: EngineContextValue,
  options: EngineQueryOptions<T>,
): QuerySource<T> {
  const { queryHash, queryKey } = client.defaultQueryOptions(options)
  const cache = client.getQueryCache()
  let last: Answered<T> = PENDING
  let of: { readonly data: unknown; readonly error: unknown; readonly status: unknown } = NOTHING

  const observed = (): EngineQueryOptions<T> => ({
    ...options,
    notifyOnChangeProps: ['data', 'error', 'status'],
    enabled: store.snapshots.getState().link === 'open',
  })

  return {
    getState() {
      const state = cache.get<T, EngineError>(queryHash)?.state
      const { data, error, status }: Pick<QueryState<T, EngineError>, 'data' | 'error' | 'status'> = state ?? NOTHING
      if (data !== of.data || error !== of.error || status !== of.status) {
        last = { value: data ?? null, isPending: status === 'pending', error: error ? toData(error) : null }
      }
      of = { data, error, status }
      return last
    },
    getInitialState: () => PENDING,
    subscribe(onChange) {
      const observer = new QueryObserver(client, observed())
      const stopObserving = observer.subscribe(onChange)
      let { link } = store.snapshots.getState()
      const stopFollowing = store.snapshots.subscribe((snapshot) => {
        const isForgotten = cache.get<T, EngineError, T, EngineQueryKey>(queryHash) !== observer.getCurrentQuery()
        if (snapshot.link === link && !isForgotten) return
        link = snapshot.link
        observer.setOptions(observed())
      })
      return () => {
        stopFollowing()
        stopObserving()
      }
    },
    refetch: () => client.refetchQueries({ queryKey, exact: true }),
  }
}

function toData(error: Error): ErrorData {
  return errorDataOf(error, 'link-lost', 'The engine gave no answer. Ask again.')
}
