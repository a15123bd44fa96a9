import type { EngineState } from './state.js'

/** Bytes per second of late: of what is downloading now, or else on average since the engine started; null where nothing was fetched yet. */
export function recentSpeed(state: EngineState): number | null {
  let [now, bytes, ms] = [0, 0, 0]
  for (const { status, throughput, pastBytes, pastMs } of state.downloads.values()) {
    if (status === 'downloading') now += throughput?.rate ?? 0
    bytes += pastBytes + (throughput === null ? 0 : throughput.seenBytes - throughput.startBytes)
    ms += pastMs + (throughput === null ? 0 : throughput.seenAtMs - throughput.startedAtMs)
  }
  if (now > 0) return now
  return bytes > 0 && ms > 0 ? (bytes * 1000) / ms : null
}
