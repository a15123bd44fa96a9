import { type Download, isRunning } from './download.js'
import { type DownloadState, receivedBytes, totalBytes } from './download-state.js'
import { shownUpdate } from './on-update.js'
import { queueOrder } from './slots.js'
import type { EngineSnapshot } from './snapshot.js'
import type { EngineState } from './state.js'
import { timeLeft } from './throughput.js'
import { connectionsOf } from './traffic.js'

/** A state and the snapshot that was made of it. */
export interface Projection {
  readonly state: EngineState
  readonly snapshot: EngineSnapshot
}

/** Makes the snapshot of a state. What did not change since `previous` keeps its identity; nothing changed gives the same snapshot. */
export function project(state: EngineState, previous: Projection): Projection {
  if (state === previous.state) return previous
  const downloads = projectDownloads(state, previous)
  const old = previous.snapshot
  const speedHistory = state.speed.history
  const isSame =
    downloads === old.downloads &&
    speedHistory === old.speedHistory &&
    state.order === old.order &&
    state.link === old.link &&
    state.settings === old.settings &&
    state.network === old.network &&
    state.storage === old.storage &&
    state.yields === old.yields &&
    state.capabilities === old.capabilities
  if (isSame) return { state, snapshot: old }
  const { link, capabilities, settings, network, storage, yields, order } = state
  const bytesPerSecond = sumOfSpeeds(downloads)
  const shown = {
    link,
    capabilities,
    settings,
    network,
    storage,
    yields,
    downloads,
    order,
    bytesPerSecond,
    speedHistory,
  }
  return { state, snapshot: { revision: old.revision + 1, ...shown } }
}

function sumOfSpeeds(downloads: EngineSnapshot['downloads']): number | null {
  let sum: number | null = null
  for (const { bytesPerSecond } of Object.values(downloads)) {
    if (bytesPerSecond !== null) sum = (sum ?? 0) + bytesPerSecond
  }
  return sum
}

function projectDownloads(state: EngineState, previous: Projection): EngineSnapshot['downloads'] {
  const positions = new Map(queueOrder(state).map((id, at) => [id, at + 1]))
  const old = previous.snapshot.downloads
  const next: Record<string, Download> = {}
  let hasChanged = Object.keys(old).length !== state.downloads.size
  for (const [id, download] of state.downloads) {
    const before = old[id]
    const position = positions.get(id) ?? null
    const isKept = before !== undefined && previous.state.downloads.get(id) === download && before.position === position
    const view = isKept ? before : same(before, toView(download, position))
    next[id] = view
    if (view !== before) hasChanged = true
  }
  return hasChanged ? next : old
}

/** The earlier view where the new one says nothing else. */
function same(before: Download | undefined, after: Download): Download {
  if (before === undefined) return after
  const keys = Object.keys(after) as (keyof Download)[]
  return keys.every((key) => before[key] === after[key]) ? before : after
}

function toView(download: DownloadState, position: number | null): Download {
  const { model, files, throughput, pastBytes, pastMs, account } = download
  const total = totalBytes(files)
  const received = receivedBytes(files)
  const elapsedMs = pastMs + (throughput === null ? 0 : throughput.seenAtMs - throughput.startedAtMs)
  const bytesOfRun = pastBytes + (throughput === null ? 0 : throughput.seenBytes - throughput.startBytes)
  const isDownloading = download.status === 'downloading'
  const rate = isDownloading && throughput !== null ? throughput.rate : null
  return {
    id: model.id,
    name: model.name,
    revision: model.revision,
    status: download.status,
    priority: download.priority,
    position,
    totalBytes: total,
    receivedBytes: received,
    committedBytes: Math.min(download.committedBytes, received),
    verifiedBytes: download.verifiedBytes,
    bytesPerSecond: rate === null ? null : Math.round(rate),
    averageBytesPerSecond: elapsedMs >= 1000 ? Math.round((bytesOfRun * 1000) / elapsedMs) : null,
    timeLeftMs: timeLeftOf(download, total, received),
    elapsedMs,
    fetchedBytes: account.fetchedBytes - account.fetchedBefore,
    fetchedBytesInAll: account.fetchedBytes,
    wastedBytes: account.wastedBytes,
    connections: isRunning(download.status) ? connectionsOf(download) : 0,
    reason: download.reason,
    untilMs: download.untilMs,
    attempt: download.attempt,
    retries: download.retries,
    error: download.error,
    restarts: download.restarts,
    unverified: download.unverified && download.status === 'completed',
    updateAvailable: shownUpdate(download.version.offer),
    updating: download.version.installed !== null,
    startNow: download.startNow,
    allowMetered: download.allowMetered,
    files,
    createdAtMs: download.createdAtMs,
  }
}

function timeLeftOf(
  { status, throughput, hashing, verifiedBytes }: DownloadState,
  total: number | null,
  received: number,
): number | null {
  if (total === null) return null
  if (status === 'downloading') return timeLeft(total - received, throughput?.rate ?? null)
  return status === 'verifying' ? timeLeft(Math.max(0, total - verifiedBytes), hashing?.rate ?? null) : null
}
