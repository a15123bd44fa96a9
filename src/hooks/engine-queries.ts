import type { UseQueryOptions } from '@tanstack/react-query'
import type { Answers, Availability, Plan, Query, Storage } from '../engine/core/command.js'
import type { Engine } from '../engine/core/engine.js'
import { type EngineError, fromErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { engineStoreOf } from './engine-store.js'
import { describeModel } from './model-key.js'

export type EngineQueryKey = readonly unknown[]

/** The keys under which an app's query client holds what an engine answered; to invalidate, prefetch or read it by hand. */
export const engineQueryKeys: {
  /** All that this engine answered. */
  readonly all: (engine: Engine) => EngineQueryKey
  /** The availability of one model, however it is described; without an id, of all. */
  readonly availability: (engine: Engine, id?: string) => EngineQueryKey
  /** What the download of one model would cost; without an id, of all. */
  readonly plan: (engine: Engine, id?: string) => EngineQueryKey
  /** What takes room. */
  readonly storage: (engine: Engine) => EngineQueryKey
} = {
  all: (engine) => ['weightlift', engineStoreOf(engine).key],
  availability: (engine, id) => keyOf(engine, 'availability', id),
  plan: (engine, id) => keyOf(engine, 'plan', id),
  storage: (engine) => keyOf(engine, 'storage'),
}

function keyOf(engine: Engine, type: string, id?: string): EngineQueryKey {
  return [...engineQueryKeys.all(engine), type, ...(id === undefined ? [] : [id])]
}

/** Options for react-query over an answer of the engine. */
export type EngineQueryOptions<T> = UseQueryOptions<T, EngineError, T, EngineQueryKey>

export type AvailabilityQueryOptions = EngineQueryOptions<Availability>

/**
 * Options for react-query, to read or prefetch a model's availability by hand: `useQuery(availabilityQuery(engine, model))`.
 *
 * An answer holds until the provider sees that it no longer does, so nothing is asked on a timer or on focus;
 * and it is asked without a network too, since models are on this machine.
 */
export function availabilityQuery(engine: Engine, model: ModelInput): AvailabilityQueryOptions {
  const queryKey = [...engineQueryKeys.availability(engine, model.id), describeModel(model)]
  return optionsOf(engine, queryKey, { type: 'availability', model })
}

/** How old an answer about room and speed may be when a component appears, milliseconds: both change unseen. */
const FRESH_MS = 5_000

/** Options for react-query: what the download of a model would cost. Asked again by a component that appears 5 s later. */
export function planQuery(engine: Engine, model: ModelInput): EngineQueryOptions<Plan> {
  const queryKey = [...engineQueryKeys.plan(engine, model.id), describeModel(model)]
  return { ...optionsOf(engine, queryKey, { type: 'plan', model }), staleTime: FRESH_MS }
}

/** Options for react-query: what takes room. Asked again by a component that appears 5 s later. */
export function storageQuery(engine: Engine): EngineQueryOptions<Storage> {
  return { ...optionsOf(engine, engineQueryKeys.storage(engine), { type: 'storage' }), staleTime: FRESH_MS }
}

function optionsOf<Q extends Query>(
  engine: Engine,
  queryKey: EngineQueryKey,
  query: Q,
): EngineQueryOptions<Answers[Q['type']]> {
  return {
    queryKey,
    queryFn: async () => {
      const answer = await engine.query(query)
      if (!answer.ok) throw fromErrorData(answer.error)
      return answer.value
    },
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    throwOnError: false,
    retry: (failures, error) => error.retryable && failures < 2,
  }
}
