'use client'

import { useMemo } from 'react'
import type { Plan } from '../engine/core/command.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import { useEngineContext } from './engine-context.js'
import { planQuery } from './engine-queries.js'
import { createQuerySource } from './query-source.js'
import { deriveSource } from './source.js'
import { useSameModel } from './use-same-model.js'
import { type SelectOptions, useSource } from './use-selected.js'

/** What a download would cost, before its first byte. */
export interface DownloadPlanState {
  /** Size, room, time, hosts; null until the engine answered. */
  readonly plan: Plan | null
  /** Whether there is room for it and all that runs now; null where that is not known. */
  readonly fits: boolean | null
  /** No answer yet, and none was refused. */
  readonly isPending: boolean
  /** Why the engine could not answer: `unsupported` where it makes no plans; null otherwise. */
  readonly error: ErrorData | null
  /** Asks again. Never rejects. */
  readonly refetch: () => Promise<void>
}

/**
 * What the download of a model would cost: bytes to fetch, room, time, hosts. Asked again when any download starts or ends, when the
 * connection becomes metered or stops being so, and by a component that appears 5 s after the last answer.
 *
 * ```tsx
 * const { plan, fits } = useDownloadPlan(model)
 * ```
 *
 * @param model May be written inline.
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useDownloadPlan(model: ModelInput): DownloadPlanState
export function useDownloadPlan<T>(model: ModelInput, options: SelectOptions<DownloadPlanState, T>): T
export function useDownloadPlan<T>(
  model: ModelInput,
  options?: SelectOptions<DownloadPlanState, T>,
): DownloadPlanState | T {
  const context = useEngineContext('useDownloadPlan')
  const same = useSameModel(model)
  const source = useMemo(() => {
    const answers = createQuerySource(context, planQuery(context.store.engine, same))
    return deriveSource(
      [answers],
      (answered) => [answered],
      ({ value: plan, isPending, error }): DownloadPlanState => {
        const missingBytes = plan?.missingBytes ?? null
        return {
          plan,
          fits: missingBytes === null ? null : missingBytes === 0,
          isPending,
          error,
          refetch: answers.refetch,
        }
      },
    )
  }, [context, same])
  return useSource(source, options)
}
