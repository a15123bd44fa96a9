import { type Download, type DownloadStatus, isActive, isRunning } from './download.js'
import type { EngineSnapshot, NetworkState } from './snapshot.js'

/**
 * What can be told of one download.
 *
 * `added`: asked for, or asked for again after it was cancelled or complete. `started`: it got a slot. `waiting`: the engine stopped it,
 * or another reason holds it now. `paused`, `resumed`: by a person; a failed one that is tried again is `resumed` too. `restarted`: the
 * source changed, so that it began anew. `update-available`: a newer version was found. `update-started`: one is on its way. `verifying`, `completed`, `failed`, `cancelled`: as the statuses. `progress`: there are more bytes
 * than before. `removed`: it is forgotten.
 */
export const DOWNLOAD_EVENT_TYPES = [
  'added',
  'started',
  'waiting',
  'paused',
  'resumed',
  'restarted',
  'progress',
  'update-available',
  'update-started',
  'verifying',
  'completed',
  'failed',
  'cancelled',
  'removed',
] as const

export type DownloadEventType = (typeof DOWNLOAD_EVENT_TYPES)[number]

export interface DownloadEvent {
  readonly type: DownloadEventType
  readonly id: string
  /** As it is now; for `removed`, as it was last seen. */
  readonly download: Download
  /** As it was seen before; null where it is new. */
  readonly previous: Download | null
}

/** The machine went online, offline, or to a connection that is metered or not. */
export interface NetworkEvent {
  readonly type: 'network'
  readonly network: NetworkState
  readonly previous: NetworkState
}

export type EngineEvent = DownloadEvent | NetworkEvent

/** Statuses with an event of their name. */
const NAMED: ReadonlySet<DownloadStatus> = new Set(['paused', 'verifying', 'completed', 'failed', 'cancelled'])

/**
 * What happened between two snapshots, as far as they tell: what began and ended in between left no trace. Of one download in the order
 * in which it happens; several downloads in the user's order.
 */
export function eventsBetween(previous: EngineSnapshot, next: EngineSnapshot): readonly EngineEvent[] {
  const events: EngineEvent[] = []
  if (previous.network !== next.network && isOtherNetwork(previous.network, next.network)) {
    events.push({ type: 'network', network: next.network, previous: previous.network })
  }
  if (previous.downloads === next.downloads) return events
  for (const id of next.order) {
    const download = of(next, id)
    const before = of(previous, id)
    if (download === null || download === before) continue
    for (const type of typesBetween(before, download)) events.push({ type, id, download, previous: before })
  }
  for (const id of previous.order) {
    const before = of(previous, id)
    if (before === null || of(next, id) !== null) continue
    events.push({ type: 'removed', id, download: before, previous: before })
  }
  return events
}

function typesBetween(before: Download | null, after: Download): readonly DownloadEventType[] {
  const { status } = after
  const was = before?.status ?? null
  const types: DownloadEventType[] = []
  const isAgain = (was === 'cancelled' || was === 'completed') && isActive(status)
  const isUpdate = after.updating && before?.updating !== true
  if (was === null || (isAgain && !isUpdate)) types.push('added')
  if (isUpdate && before !== null) types.push('update-started')
  if ((was === 'paused' || was === 'failed') && isActive(status)) types.push('resumed')
  if (isRunning(status) && (was === null || !isRunning(was))) types.push('started')
  if (before !== null && after.restarts > before.restarts) types.push('restarted')
  if (after.receivedBytes > (before?.receivedBytes ?? 0) && !isAgain) types.push('progress')
  if (isNewOffer(before, after)) types.push('update-available')
  if (status === 'waiting' && (was !== 'waiting' || before?.reason !== after.reason)) types.push('waiting')
  if (NAMED.has(status) && status !== was) types.push(status as DownloadEventType)
  return types
}

/** Not when an update is given up: what is on offer again is no news. */
function isNewOffer(before: Download | null, { updateAvailable, updating }: Download): boolean {
  if (updateAvailable === null || updating || before === null || before.updating) return false
  const known = before.updateAvailable
  return (
    known === null || known.revision !== updateAvailable.revision || known.totalBytes !== updateAvailable.totalBytes
  )
}

function isOtherNetwork(a: NetworkState, b: NetworkState): boolean {
  return a.online !== b.online || a.metered !== b.metered
}

function of({ downloads }: EngineSnapshot, id: string): Download | null {
  return Object.hasOwn(downloads, id) ? (downloads[id] ?? null) : null
}
