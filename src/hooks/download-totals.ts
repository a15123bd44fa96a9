import { DOWNLOAD_STATUSES, type Download, type DownloadStatus, isActive, isRunning } from '../engine/core/download.js'
import type { EngineSnapshot } from '../engine/core/snapshot.js'

/** Sums over the downloads that are still to be done: active and paused ones. */
export interface QueueTotals {
  readonly receivedBytes: number
  /** null while the size of any is not known. */
  readonly totalBytes: number | null
  /** All speeds together; null until one is sampled. */
  readonly bytesPerSecond: number | null
}

/** All downloads of an engine, as a list. */
export interface QueueState {
  /** Ids, in the user's order. */
  readonly order: readonly string[]
  /** In that order; a download that did not change is the same object. */
  readonly downloads: readonly Download[]
  /** How many there are of each status, 0 included. */
  readonly counts: Readonly<Record<DownloadStatus, number>>
  /** How many hold one of the engine's slots now. */
  readonly running: number
  readonly totals: QueueTotals
}

/** Makes the list of a snapshot's downloads. */
export function toQueueState({ order, downloads: byId }: Pick<EngineSnapshot, 'order' | 'downloads'>): QueueState {
  const downloads = order.flatMap((id) => byId[id] ?? [])
  const counts = Object.fromEntries(DOWNLOAD_STATUSES.map((status) => [status, 0])) as Record<DownloadStatus, number>
  for (const { status } of downloads) counts[status] += 1
  const running = downloads.filter(({ status }) => isRunning(status)).length
  return { order, downloads, counts, running, totals: sum(downloads) }
}

function sum(downloads: readonly Download[]): QueueTotals {
  let receivedBytes = 0
  let totalBytes: number | null = 0
  let bytesPerSecond: number | null = null
  for (const download of downloads) {
    if (!isActive(download.status) && download.status !== 'paused') continue
    receivedBytes += download.receivedBytes
    totalBytes = totalBytes === null || download.totalBytes === null ? null : totalBytes + download.totalBytes
    if (download.bytesPerSecond !== null) bytesPerSecond = (bytesPerSecond ?? 0) + download.bytesPerSecond
  }
  return { receivedBytes, totalBytes, bytesPerSecond }
}
