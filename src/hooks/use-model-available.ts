'use client'

import { useMemo } from 'react'
import type { Availability, AvailabilityStatus } from '../engine/core/command.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { useEngineContext } from './engine-context.js'
import { availabilityQuery } from './engine-queries.js'
import { createQuerySource } from './query-source.js'
import { deriveSource } from './source.js'
import { useSameModel } from './use-same-model.js'
import { type SelectOptions, useSource } from './use-selected.js'

export interface ModelAvailable {
  /** null until the engine answered. */
  readonly status: AvailabilityStatus | null
  /** Whether the model can be used now; false until known. */
  readonly available: boolean
  /** Bytes of the model on this machine; null until known. */
  readonly bytes: number | null
  /** null until known. */
  readonly totalBytes: number | null
  /** Whether a digest proved it. */
  readonly verified: boolean
  /** The engine's answer as it came; null until then. */
  readonly availability: Availability | null
  /** No answer yet, and none was refused. True while the link is not open for the first time. */
  readonly isPending: boolean
  /** Why the engine could not answer; null otherwise. */
  readonly error: ErrorData | null
  /** Asks again, for what the engine cannot see: a file that was deleted by hand. Never rejects. */
  readonly refetch: () => Promise<void>
}

/**
 * Whether a model is on this machine, asked once the engine's link is open and kept in the query client.
 * Asked again when the model's download starts, stops, completes, is cancelled or removed, and when a lost link is back;
 * not on focus and not on a timer.
 *
 * @param model May be written inline.
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useModelAvailable(model: ModelInput): ModelAvailable
export function useModelAvailable<T>(model: ModelInput, options: SelectOptions<ModelAvailable, T>): T
export function useModelAvailable<T>(
  model: ModelInput,
  options?: SelectOptions<ModelAvailable, T>,
): ModelAvailable | T {
  const context = useEngineContext('useModelAvailable')
  const same = useSameModel(model)
  const source = useMemo(() => {
    const answers = createQuerySource(context, availabilityQuery(context.store.engine, same))
    return deriveSource(
      // The snapshot is here so that it renders together with whatever else shows the download.
      [answers, context.store.snapshots],
      (answered, _snapshot) => [answered],
      ({ value, isPending, error }): ModelAvailable => ({
        status: value?.status ?? null,
        available: value?.status === 'available',
        bytes: value?.bytes ?? null,
        totalBytes: value?.totalBytes ?? null,
        verified: value?.verified ?? false,
        availability: value,
        isPending,
        error,
        refetch: answers.refetch,
      }),
    )
  }, [context, same])
  return useSource(source, options)
}
