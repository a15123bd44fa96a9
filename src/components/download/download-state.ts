import type { WaitingReason } from '../../engine/core/download.js'
import type { ErrorCode } from '../../engine/core/errors.js'
import type { Link } from '../../engine/core/snapshot.js'
import type { ModelStatus } from '../../hooks/model-status.js'
import type { ModelDownloadState } from '../../hooks/use-model-download.js'
import type { DownloadVerb } from '../../hooks/verb-runner.js'

/**
 * What every part of a download carries as `data-*` attributes, and what its `className`, `style` and `render` get as functions.
 * `true` is an attribute without a value; what is false or null is no attribute.
 */
export interface DownloadPartState {
  /** `data-status`: one of the ten. */
  readonly status: ModelStatus
  /** `data-reason`: why it is `waiting`. */
  readonly reason: WaitingReason | null
  /** `data-error`: the code, where the download failed, waits after a failure, or refused a command. */
  readonly error: ErrorCode | null
  /** `data-link`: the engine is out of reach: `connecting`, `lost` or `closed`. */
  readonly link: Exclude<Link, 'open'> | null
  /** `data-checking`: not known yet whether the model is on this machine. */
  readonly checking: boolean
  /** `data-partial`: there are bytes of an incomplete model on disk. */
  readonly partial: boolean
  /** `data-indeterminate`: on the way, and how far is not known. */
  readonly indeterminate: boolean
  /** `data-stalled`: downloading, but no byte has come for a while. */
  readonly stalled: boolean
  /** `data-unverified`: completed, but there was no digest to prove it by. */
  readonly unverified: boolean
  /** `data-update`: `available` where a newer version was found, `underway` while it comes; the old one is usable meanwhile. */
  readonly update: 'available' | 'underway' | null
  /** `data-pending`: the verb that the engine has not answered yet. */
  readonly pending: DownloadVerb | null
}

/** Statuses in which a download is on its way, so that a bar makes sense. */
const UNDERWAY: ReadonlySet<ModelStatus> = new Set([
  'queued',
  'preparing',
  'downloading',
  'waiting',
  'paused',
  'verifying',
])

export function isUnderway(status: ModelStatus): boolean {
  return UNDERWAY.has(status)
}

/** The state of a download as its parts show it. */
export function partStateOf(model: ModelDownloadState, isIndeterminate: boolean): DownloadPartState {
  const { status, snapshot: download, link } = model
  return {
    status,
    reason: download?.reason ?? null,
    error: (model.commandError ?? model.error)?.code ?? null,
    link: link === 'open' ? null : link,
    checking: model.isPending,
    partial: status !== 'completed' && (model.partialBytes ?? 0) > 0,
    indeterminate: isIndeterminate,
    stalled: status === 'downloading' && download?.bytesPerSecond === 0,
    unverified: status === 'completed' && (download?.unverified ?? model.availability?.verified === false),
    update: updateOf(model),
    pending: model.pending,
  }
}

/** A newer version that nobody can ask for by itself is the app's business and not a person's. */
function updateOf({ status, snapshot }: ModelDownloadState): DownloadPartState['update'] {
  if (snapshot?.updating === true) return 'underway'
  const found = snapshot?.updateAvailable ?? null
  return status === 'completed' && found !== null && !found.needsDigest ? 'available' : null
}
