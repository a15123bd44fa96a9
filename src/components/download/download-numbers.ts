import type { FileProgress } from '../../engine/core/download.js'
import { type Progress, progressOf } from '../../engine/core/format.js'
import type { ModelDownloadState } from '../../hooks/use-model-download.js'
import { isUnderway } from './download-state.js'

/** What changes several times a second while a download runs. */
export interface DownloadNumbers extends Progress {
  /** Whether there is something for a bar to show: on the way, or stopped half-way. */
  readonly isShown: boolean
  /** Null until sampled and unless downloading. */
  readonly bytesPerSecond: number | null
  /** Milliseconds; null until sampled. */
  readonly timeLeftMs: number | null
  /** Null where nobody asked for the model. */
  readonly files: readonly FileProgress[] | null
}

export function numbersOf({ status, snapshot, receivedBytes, totalBytes, link }: ModelDownloadState): DownloadNumbers {
  const verifiedBytes = snapshot?.verifiedBytes ?? 0
  // A speed that nobody measures any more would stand there as if it were true.
  const { bytesPerSecond, timeLeftMs } = (link === 'open' ? snapshot : null) ?? {
    bytesPerSecond: null,
    timeLeftMs: null,
  }
  const known = { receivedBytes, verifiedBytes, totalBytes }
  // A model that is not asked for now stands still, wherever its bytes are known from.
  const progress = progressOf({ ...known, status: status === 'missing' ? 'cancelled' : status })
  const isShown = isUnderway(status) || (status !== 'completed' && receivedBytes > 0)
  return { ...progress, isShown, bytesPerSecond, timeLeftMs, files: snapshot?.files ?? null }
}
