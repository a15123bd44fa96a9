import type { QueryClient } from '@tanstack/react-query'
import type { Engine } from '../engine/core/engine.js'
import type { ModelInput } from '../engine/core/model.js'
import { availabilityQuery } from './engine-queries.js'
import { whenOpen } from './when-open.js'

/**
 * Asks whether a model is on this machine before a component does, so that it knows at its first render: in a router's loader, or while
 * the app starts. Waits for the engine's link to open. A provider of the same engine that appears later asks once more, and shows this answer
 * meanwhile.
 *
 * ```ts
 * await prefetchModelAvailable(queryClient, engine, model)
 * ```
 *
 * @param client The client that the `EngineProvider` uses.
 * @returns a promise that never rejects; an engine that cannot answer tells so to the component.
 */
export async function prefetchModelAvailable(client: QueryClient, engine: Engine, model: ModelInput): Promise<void> {
  await whenOpen(engine)
  await client.prefetchQuery(availabilityQuery(engine, model))
}
