import type { Availability, AvailabilityStatus } from '../engine/core/command.js'
import type { ErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import type { EngineContextValue } from './engine-context.js'
import { availabilityQuery } from './engine-queries.js'
import { createQuerySource } from './query-source.js'
import { deriveSource, type Source } from './source.js'

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

/** What the engine says of a model, as the query client holds it. */
export function createAvailableSource(context: EngineContextValue, model: ModelInput): Source<ModelAvailable> {
  const { engine, snapshots } = context.store
  const answers = createQuerySource(context, availabilityQuery(engine, model))
  return deriveSource(
    // The snapshot is here so that it renders together with whatever else shows the download.
    [answers, snapshots],
    (answered, _snapshot) => [answered],
    ({ value, isPending, error }) => ({ ...toAvailable(value, answers.refetch), isPending, error }),
  )
}

/** An answer, flat. */
export function toAvailable(answer: Availability | null, refetch: ModelAvailable['refetch']): ModelAvailable {
  return {
    status: answer?.status ?? null,
    available: answer?.status === 'available',
    bytes: answer?.bytes ?? null,
    totalBytes: answer?.totalBytes ?? null,
    verified: answer?.verified ?? false,
    availability: answer,
    isPending: answer === null,
    error: null,
    refetch,
  }
}
