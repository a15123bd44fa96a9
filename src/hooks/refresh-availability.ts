import type { QueryClient } from '@tanstack/react-query'
import { type Download, isActive } from '../engine/core/download.js'
import type { Engine } from '../engine/core/engine.js'
import type { EngineSnapshot } from '../engine/core/snapshot.js'
import { engineQueryKeys } from './availability-query.js'

export type Stage = 'none' | 'active' | 'stopped' | 'cancelled' | 'updating' | 'completed'

/** Drops or renews the answers that a change of the snapshot made untrue. */
export function refreshAvailability(
  client: QueryClient,
  engine: Engine,
  next: EngineSnapshot,
  previous: EngineSnapshot,
): void {
  if (next.downloads !== previous.downloads) {
    const ids = new Set([...Object.keys(previous.downloads), ...Object.keys(next.downloads)])
    for (const id of ids) refreshOne(client, engine, id, next, previous)
  }
  if (previous.link === 'open' && next.link !== 'open') {
    // The engine may come back as another process: ask again then, and show the old answer until it is heard.
    void client.invalidateQueries({ queryKey: engineQueryKeys.availability(engine), refetchType: 'none' })
  }
}

function refreshOne(
  client: QueryClient,
  engine: Engine,
  id: string,
  next: EngineSnapshot,
  previous: EngineSnapshot,
): void {
  const before = downloadOf(previous, id)
  const after = downloadOf(next, id)
  if (before === after) return
  const [from, to] = [stageOf(before), stageOf(after)]
  if (from === to) return
  const queryKey = engineQueryKeys.availability(engine, id)
  // The version that was usable is so until the next one is: the old answer holds until the new one is heard.
  const isUpdate = to === 'updating' || (from === 'updating' && to === 'completed')
  const isOldAnswerWrong =
    !isUpdate && (from === 'completed' || to === 'completed' || to === 'cancelled' || to === 'none')
  if (isOldAnswerWrong) void client.resetQueries({ queryKey })
  else void client.invalidateQueries({ queryKey })
}

/** The download of a model id; null where there is none, whatever the id (`constructor` is a good one). */
export function downloadOf(snapshot: EngineSnapshot, id: string): Download | null {
  return Object.hasOwn(snapshot.downloads, id) ? (snapshot.downloads[id] ?? null) : null
}

/** How far a download is, as coarsely as availability tells. */
export function stageOf(download: Download | null): Stage {
  if (download === null) return 'none'
  if (download.updating) return 'updating'
  if (download.status === 'completed' || download.status === 'cancelled') return download.status
  return isActive(download.status) ? 'active' : 'stopped'
}
