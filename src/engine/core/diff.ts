import type { Download } from './download.js'

import type { Capabilities, EngineSnapshot, Link, NetworkState, Settings, StorageState } from './snapshot.js'
import { diffHistory, patchHistory, type SpeedPatch } from './speed-history.js'

/** A download that changed: its id and the fields that say something new. A download that the base does not have comes whole. */
export type DownloadPatch = Pick<Download, 'id'> & Partial<Download>

/** What turns one snapshot into a later one. A field that is left out did not change. */
export interface Patch {
  /** Revision of the snapshot it applies to. */
  readonly base: number
  /** Revision of the snapshot it gives. */
  readonly revision: number
  readonly changed: readonly DownloadPatch[]
  /** Ids of downloads that are gone. */
  readonly removed: readonly string[]
  readonly link?: Link
  readonly capabilities?: Capabilities
  readonly settings?: Settings
  readonly network?: NetworkState
  readonly storage?: StorageState
  readonly yields?: EngineSnapshot['yields']
  readonly order?: readonly string[]
  readonly bytesPerSecond?: number | null
  /** What is new in `speedHistory`. */
  readonly speed?: SpeedPatch
}

const TOP_LEVEL = [
  'link',
  'capabilities',
  'settings',
  'network',
  'storage',
  'yields',
  'order',
  'bytesPerSecond',
] as const

/** What changed from `base` to `next`, field by field. */
export function diffSnapshots(base: EngineSnapshot, next: EngineSnapshot): Patch {
  const changed: DownloadPatch[] = []
  for (const [id, download] of Object.entries(next.downloads)) {
    const before = own(base.downloads, id)
    const patch = before === undefined ? download : diffDownload(before, download)
    if (patch !== null) changed.push(patch)
  }
  const removed = Object.keys(base.downloads).filter((id) => !Object.hasOwn(next.downloads, id))
  const rest = TOP_LEVEL.filter((name) => !isSame(base[name], next[name])).map((name) => [name, next[name]])
  const speed = diffHistory(base.speedHistory, next.speedHistory)
  const patch = { base: base.revision, revision: next.revision, changed, removed, ...Object.fromEntries(rest) }
  return speed === null ? patch : { ...patch, speed }
}

/** Whether a patch says nothing but a revision. */
export function isEmptyPatch(patch: Patch): boolean {
  return (
    patch.changed.length === 0 &&
    patch.removed.length === 0 &&
    patch.speed === undefined &&
    TOP_LEVEL.every((name) => patch[name] === undefined)
  )
}

/**
 * Whether a patch applies to a snapshot: it was made from that revision, and downloads new to the snapshot come whole.
 * What does not fit calls for a fresh snapshot.
 */
export function fitsSnapshot(snapshot: EngineSnapshot, patch: Patch): boolean {
  return (
    patch.base === snapshot.revision &&
    patch.changed.every((change) => Object.hasOwn(snapshot.downloads, change.id) || isWhole(change))
  )
}

/** The snapshot that a patch leads to. Check it by {@link fitsSnapshot} first. Downloads that the patch does not name stay identical. */
export function applyPatch(snapshot: EngineSnapshot, patch: Patch): EngineSnapshot {
  const { base: _base, changed, removed, speed, ...rest } = patch
  const speedHistory = speed === undefined ? snapshot.speedHistory : patchHistory(snapshot.speedHistory, speed)
  return { ...snapshot, ...rest, speedHistory, downloads: applyDownloads(snapshot.downloads, changed, removed) }
}

function applyDownloads(
  downloads: EngineSnapshot['downloads'],
  changed: Patch['changed'],
  removed: Patch['removed'],
): EngineSnapshot['downloads'] {
  if (changed.length === 0 && removed.length === 0) return downloads
  const next = new Map(Object.entries(downloads))
  for (const id of removed) next.delete(id)
  for (const change of changed) next.set(change.id, { ...next.get(change.id), ...change } as Download)
  // By entries and not by assignment, so that no id can reach a prototype.
  return Object.fromEntries(next)
}

function diffDownload(before: Download, after: Download): DownloadPatch | null {
  if (before === after) return null
  const fields = Object.entries(after).filter(([name, value]) => !isSame(before[name as keyof Download], value))
  return fields.length === 0 ? null : { id: after.id, ...Object.fromEntries(fields) }
}

/** Plain JSON of a fixed form: two that are written alike are alike. One written otherwise is only sent once more than needed. */
function isSame(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

function isWhole(change: DownloadPatch): change is Download {
  return DOWNLOAD_FIELDS.every((name) => change[name] !== undefined)
}

const FIELDS: Record<keyof Download, true> = {
  id: true,
  name: true,
  revision: true,
  status: true,
  priority: true,
  position: true,
  totalBytes: true,
  receivedBytes: true,
  committedBytes: true,
  verifiedBytes: true,
  bytesPerSecond: true,
  averageBytesPerSecond: true,
  timeLeftMs: true,
  elapsedMs: true,
  fetchedBytes: true,
  fetchedBytesInAll: true,
  wastedBytes: true,
  connections: true,
  reason: true,
  untilMs: true,
  attempt: true,
  retries: true,
  error: true,
  restarts: true,
  unverified: true,
  updateAvailable: true,
  updating: true,
  startNow: true,
  allowMetered: true,
  files: true,
  createdAtMs: true,
}

const DOWNLOAD_FIELDS = Object.keys(FIELDS) as readonly (keyof Download)[]

function own<T>(record: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(record, id) ? record[id] : undefined
}
