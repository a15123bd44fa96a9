import type { DownloadStatus, FileProgress } from './download.js'
import { isRunning } from './download.js'
import type { ErrorData } from './errors.js'
import type { RunInput, RunProgress } from './input.js'
import { backoff } from './retry.js'
import { type DownloadState, type EngineState, receivedBytes, withDownload } from './state.js'
import { sampleThroughput, startThroughput } from './throughput.js'

/** What a run reported. Reports of a run that is not the latest, or no longer wanted, change no status. */
export function onRun(state: EngineState, input: RunInput, nowMs: number): EngineState {
  const download = state.downloads.get(input.id)
  if (download === undefined || download.run !== input.run) return state
  if (!isRunning(download.status)) {
    const isKept = download.status === 'paused' || download.status === 'queued' || download.status === 'waiting'
    return isKept && input.progress !== null ? withDownload(state, input.id, bytesOf(download, input.progress)) : state
  }
  return withDownload(state, input.id, change(state, download, input, nowMs))
}

function change(state: EngineState, download: DownloadState, input: RunInput, nowMs: number): Partial<DownloadState> {
  switch (input.type) {
    case 'prepared':
      return { ...begun(download, input.progress), status: 'downloading', throughput: startThroughput(nowMs, input.progress.fetchedBytes), error: null }
    case 'progress':
      return moved(download, input.progress, nowMs)
    case 'restarted':
      return { ...worth(input.progress), restarts: download.restarts + 1 }
    case 'verifying':
      return { ...moved(download, input.progress, nowMs), ...settle(download), status: 'verifying', hashing: startThroughput(nowMs, input.progress.verifiedBytes) }
    case 'completed':
      return {
        ...worth(input.progress),
        ...settle(download),
        ...ended('completed'),
        unverified: input.unverified,
        attempt: 0,
      }
    case 'failed': {
      const bytes = input.progress === null ? {} : bytesOf(download, input.progress)
      return { ...bytes, ...settle(download), ...afterFailure(state, download, input, nowMs) }
    }
    case 'parked':
      // Stopped by the host itself, at close: what was running is still wanted.
      return { ...(input.progress === null ? {} : bytesOf(download, input.progress)), ...settle(download), status: 'queued' }
  }
}

function moved(download: DownloadState, progress: RunProgress, nowMs: number): Partial<DownloadState> {
  const bytes = bytesOf(download, progress)
  if (download.status === 'verifying' && download.hashing !== null) {
    return { ...bytes, hashing: sampleThroughput(download.hashing, progress.verifiedBytes, nowMs) }
  }
  if (download.status !== 'downloading' || download.throughput === null) return bytes
  const throughput = sampleThroughput(download.throughput, progress.fetchedBytes, nowMs)
  const isMoving = progress.fetchedBytes > download.throughput.seenBytes
  return { ...bytes, throughput, attempt: isMoving ? 0 : download.attempt }
}

/** Where a run begins. Fewer bytes than were shown (someone deleted the partial) are an announced restart. */
function begun(download: DownloadState, progress: RunProgress): Partial<DownloadState> {
  const isLess = receivedBytes(progress.files) < receivedBytes(download.files)
  return isLess ? { ...worth(progress), restarts: download.restarts + 1 } : bytesOf(download, progress)
}

/** Progress, held to the contract: a file's received bytes never shrink without a restart, nor pass its size. */
function bytesOf(download: DownloadState, progress: RunProgress): Partial<DownloadState> {
  const next = worth(progress)
  return { ...next, files: progress.files.map((file, at) => notBackwards(download.files[at], file)) }
}

function worth(progress: RunProgress): Pick<DownloadState, 'files' | 'committedBytes' | 'verifiedBytes'> {
  const { files, committedBytes, verifiedBytes } = progress
  return { files, committedBytes, verifiedBytes }
}

function notBackwards(before: FileProgress | undefined, after: FileProgress): FileProgress {
  const least = before?.path === after.path ? before.receivedBytes : 0
  const most = after.totalBytes ?? Number.POSITIVE_INFINITY
  const received = Math.min(most, Math.max(least, after.receivedBytes))
  const isSame =
    before?.path === after.path && before.receivedBytes === received && before.totalBytes === after.totalBytes
  return isSame ? before : { ...after, receivedBytes: received }
}

/** Puts a run's bytes and time to the account of the earlier ones. */
function settle(download: DownloadState): Partial<DownloadState> {
  const { throughput } = download
  if (throughput === null) return { hashing: null }
  return {
    throughput: null,
    hashing: null,
    pastBytes: download.pastBytes + throughput.seenBytes - throughput.startBytes,
    pastMs: download.pastMs + (throughput.seenAtMs - throughput.startedAtMs),
  }
}

function ended(status: DownloadStatus): Partial<DownloadState> {
  return { status, reason: null, untilMs: null, error: null }
}

function afterFailure(
  state: EngineState,
  download: DownloadState,
  input: Extract<RunInput, { type: 'failed' }>,
  nowMs: number,
): Partial<DownloadState> {
  const { error } = input
  if (error.code === 'locked') return { status: 'waiting', reason: 'lock', untilMs: null, error }
  const hasMoved = input.progress !== null && receivedBytes(input.progress.files) > receivedBytes(download.files)
  const attempt = (hasMoved ? 0 : download.attempt) + 1
  if (!error.retryable || attempt > state.retry.attempts) return { status: 'failed', reason: null, untilMs: null, attempt, error }
  if (isOffline(state, error)) return { status: 'waiting', reason: 'offline', untilMs: null, attempt, error }
  const delay = input.retryAfterMs ?? backoff(state.retry, attempt, input.random)
  const reason = error.code === 'rate-limited' ? 'rate-limited' : 'retry'
  return { status: 'waiting', reason, untilMs: nowMs + delay, attempt, error }
}

function isOffline(state: EngineState, error: ErrorData): boolean {
  return state.network.online === false && (error.code === 'network' || error.code === 'timeout' || error.code === 'stalled')
}
