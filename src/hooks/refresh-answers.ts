import type { QueryClient } from '@tanstack/react-query'
import { type Download, isActive } from '../engine/core/download.js'
import type { Engine } from '../engine/core/engine.js'
import type { EngineSnapshot } from '../engine/core/snapshot.js'
import { type EngineQueryKey, engineQueryKeys } from './engine-queries.js'
import type { SnapshotWatcher } from './engine-store.js'

type Stage = 'none' | 'active' | 'stopped' | 'cancelled' | 'updating' | 'completed'

/** Drops or renews the answers in a query client that a change of the snapshot made untrue. */
export function createRefresher(client: QueryClient, engine: Engine): SnapshotWatcher {
  const refreshStorage = createSteadyRefresh(client, engineQueryKeys.storage(engine))
  const refreshPlans = createSteadyRefresh(client, engineQueryKeys.plan(engine))

  return (next, previous) => {
    if (previous.link === 'open' && next.link !== 'open') {
      // The engine may come back as another process: ask again then, and show the old answers until it is heard.
      void client.invalidateQueries({ queryKey: engineQueryKeys.all(engine), refetchType: 'none' })
    }
    const isOtherStage = refreshAvailability(client, engine, next, previous)
    const isOtherNetwork = next.network.metered !== previous.network.metered
    if (isOtherStage) refreshStorage()
    if (isOtherStage || isOtherNetwork) refreshPlans()
  }
}

function refreshAvailability(
  client: QueryClient,
  engine: Engine,
  next: EngineSnapshot,
  previous: EngineSnapshot,
): boolean {
  if (next.downloads === previous.downloads) return false
  let isOtherStage = false
  for (const id of new Set([...Object.keys(previous.downloads), ...Object.keys(next.downloads)])) {
    const before = downloadOf(previous, id)
    const after = downloadOf(next, id)
    if (before === after) continue
    const [from, to] = [stageOf(before), stageOf(after)]
    if (from === to) continue
    isOtherStage = true
    const queryKey = engineQueryKeys.availability(engine, id)
    if (isOldAnswerWrong(from, to)) void client.resetQueries({ queryKey })
    else void client.invalidateQueries({ queryKey })
  }
  return isOtherStage
}

/** The version that was usable is so until the next one is: through an update the old answer holds until the new one is heard. */
function isOldAnswerWrong(from: Stage, to: Stage): boolean {
  if (to === 'updating' || (from === 'updating' && to === 'completed')) return false
  return from === 'completed' || to === 'completed' || to === 'cancelled' || to === 'none'
}

/**
 * Asks again what looks at the whole disk: never twice at once, however many downloads change, and once more where something changed
 * since it was asked. Nobody is asked for what nobody shows.
 */
export function createSteadyRefresh(client: QueryClient, queryKey: EngineQueryKey): () => void {
  let isUnderWay = false
  let isWanted = false

  return async () => {
    isWanted = true
    if (isUnderWay) return
    isUnderWay = true
    while (isWanted) {
      isWanted = false
      await client.invalidateQueries({ queryKey })
    }
    isUnderWay = false
  }
}

/** The download of a model id; null where there is none, whatever the id (`constructor` is a good one). */
export function downloadOf(snapshot: Pick<EngineSnapshot, 'downloads'>, id: string): Download | null {
  return Object.hasOwn(snapshot.downloads, id) ? (snapshot.downloads[id] ?? null) : null
}

/** How far a download is, as coarsely as availability tells. */
function stageOf(download: Download | null): Stage {
  if (download === null) return 'none'
  if (download.updating) return 'updating'
  if (download.status === 'completed' || download.status === 'cancelled') return download.status
  return isActive(download.status) ? 'active' : 'stopped'
}
