import type { UseQueryOptions } from '@tanstack/react-query'
import type { Availability } from '../engine/core/command.js'
import type { Engine } from '../engine/core/engine.js'
import { type EngineError, fromErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { engineStoreOf } from './engine-store.js'

export type EngineQueryKey = readonly unknown[]

/** The keys under which an app's query client holds what an engine answered; to invalidate, prefetch or read it by hand. */
export const engineQueryKeys: {
  /** All that this engine answered. */
  readonly all: (engine: Engine) => EngineQueryKey
  /** The availability of one model, however it is described; without an id, of all. */
  readonly availability: (engine: Engine, id?: string) => EngineQueryKey
} = {
  all: (engine) => ['weightlift', engineStoreOf(engine).key],
  availability: (engine, id) => [...engineQueryKeys.all(engine), 'availability', ...(id === undefined ? [] : [id])],
}

export type AvailabilityQueryOptions = UseQueryOptions<Availability, EngineError, Availability, EngineQueryKey>

/**
 * Options for react-query: `queryClient.prefetchQuery(availabilityQuery(engine, model))`.
 *
 * An answer holds until the provider sees that it no longer does, so nothing is asked on a timer or on focus;
 * and it is asked without a network too, since models are on this machine.
 */
export function availabilityQuery(engine: Engine, model: ModelInput): AvailabilityQueryOptions {
  return {
    queryKey: [...engineQueryKeys.availability(engine, model.id), describe(model)],
    queryFn: async () => {
      const answer = await engine.query({ type: 'availability', model })
      if (!answer.ok) throw fromErrorData(answer.error)
      return answer.value
    },
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    throwOnError: false,
    retry: (failures, error) => error.retryable && failures < 2,
  }
}

/** What tells two models of one id apart. Block digests are left out: they are long, and follow from the file's. */
function describe(model: ModelInput): unknown {
  if ('files' in model) return model.files.map(({ path, url, urls, size, sha256 }) => [path, url, urls, size, sha256])
  const { path, url, urls } = { path: undefined, url: undefined, urls: undefined, ...model }
  return [path, url, urls, model.size, model.sha256]
}
