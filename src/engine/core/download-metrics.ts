import type { Download } from './download.js'

/** The numbers of a download as logs and reports name them. */
export interface DownloadMetrics {
  /** Megabits per second: 10⁶ bits, not bytes. Over the time spent downloading since the engine started; null until there was a second of it. */
  readonly average_speed_mbps: number | null
  /** Spent downloading since the engine started, whole seconds. */
  readonly time_elapsed_secs: number
  /** Of the model, on this machine: `receivedBytes`. */
  readonly bytes_downloaded: number
  /** Whole seconds, rounded up; 0 once completed; null where it is not known. */
  readonly estimated_time_remaining_secs: number | null
}

/**
 * The numbers of a download under names with underscores, for a log, a report or an interface that asks for them.
 *
 * ```ts
 * const { average_speed_mbps } = downloadMetrics(engine.getSnapshot().downloads[id])
 * ```
 */
export function downloadMetrics(download: Download): DownloadMetrics {
  const { averageBytesPerSecond, elapsedMs, receivedBytes, timeLeftMs, status } = download
  return {
    average_speed_mbps: averageBytesPerSecond === null ? null : (averageBytesPerSecond * 8) / 1e6,
    time_elapsed_secs: Math.floor(elapsedMs / 1000),
    bytes_downloaded: receivedBytes,
    estimated_time_remaining_secs:
      status === 'completed' ? 0 : timeLeftMs === null ? null : Math.ceil(timeLeftMs / 1000),
  }
}
