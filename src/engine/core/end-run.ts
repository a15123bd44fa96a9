import { isRunning } from './download.js'
import type { DownloadState } from './download-state.js'
import type { Effect } from './effect.js'

/** The measurements of a download, put to rest. */
export type Settled = Pick<DownloadState, 'throughput' | 'hashing' | 'pastBytes' | 'pastMs'>

/** Puts a run's bytes and time to the account of the earlier ones. */
export function settle({ throughput, pastBytes, pastMs }: DownloadState): Settled {
  if (throughput === null) return { throughput, hashing: null, pastBytes, pastMs }
  return {
    throughput: null,
    hashing: null,
    pastBytes: pastBytes + throughput.seenBytes - throughput.startBytes,
    pastMs: pastMs + throughput.seenAtMs - throughput.startedAtMs,
  }
}

/** The effect that ends the run under way; none where none is. */
export function stop(download: DownloadState): readonly Effect[] {
  return isRunning(download.status) ? [{ type: 'stop', id: download.model.id, run: download.run }] : []
}
