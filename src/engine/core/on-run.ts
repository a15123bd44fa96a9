import { type DownloadStatus, type FileProgress, isRunning } from './download.js'
import { type DownloadState, receivedBytes } from './download-state.js'
import { settle } from './end-run.js'
import { NO_EXEMPTION } from './exemptions.js'
import type { RunInput, RunProgress } from './input.js'
import { afterFailure } from './on-failure.js'
import { type EngineState, withDownload } from './state.js'
import { FETCH } from './task.js'
import { sampleThroughput, startThroughput } from './throughput.js'
import type { Version } from './version.js'

/** What a run reported. Reports of a run that is not the latest, or no longer wanted, change no status. */
export function onRun(state: EngineState, input: RunInput, nowMs: number): EngineState {
  const download = state.downloads.get(input.id)
  if (download === undefined || download.run !== input.run) return state
  // A pause may come too late: the last file has its name, and "paused" would show a usable model as one that is not.
  if (isRunning(download.status) || (isKept(download.status) && input.type === 'completed')) {
    return withDownload(state, input.id, change(state, download, input, nowMs))
  }
  if (!isKept(download.status) || input.progress === null) return state
  return withDownload(state, input.id, bytesOf(download, input.progress))
}

/** Statuses in which the bytes of a run that is being stopped still count. */
function isKept(status: DownloadStatus): boolean {
  return status === 'paused' || status === 'queued' || status === 'waiting'
}

function change(state: EngineState, download: DownloadState, input: RunInput, nowMs: number): Partial<DownloadState> {
  switch (input.type) {
    case 'prepared':
      return {
        ...begun(download, input.progress),
        // Bytes begin to move a second time where a run had to start over.
        ...settle(download),
        status: 'downloading',
        throughput: startThroughput(nowMs, input.progress.fetchedBytes),
        error: null,
      }
    case 'progress':
      return moved(download, input.progress, nowMs)
    case 'restarted':
      return { ...worth(input.progress), restarts: download.restarts + 1 }
    case 'verifying':
      return {
        ...stopped(download, input.progress, nowMs),
        status: 'verifying',
        hashing: startThroughput(nowMs, input.progress.verifiedBytes),
      }
    case 'completed':
      return {
        ...stopped(download, input.progress, nowMs),
        ...worth(input.progress),
        status: 'completed',
        task: FETCH,
        reason: null,
        untilMs: null,
        error: null,
        unverified: input.unverified,
        ...NO_EXEMPTION,
        version: swapped(download.version),
        attempt: 0,
      }
    case 'damaged':
      return {
        ...stopped(download, input.progress, nowMs),
        ...worth(input.progress),
        mostBytes: receivedBytes(input.progress.files),
        status: 'queued',
        task: FETCH,
        restarts: download.restarts + 1,
        unverified: false,
      }
    case 'failed':
      return failed(state, download, input, nowMs)
    case 'parked':
      // Stopped by the host itself, at close: what was running is still wanted.
      return { ...stopped(download, input.progress, nowMs), status: 'queued' }
  }
}

/** The new version is what is usable from now on, and the folder of the old one can go. */
function swapped(version: Version): Version {
  const { installed, stale } = version
  return installed === null ? version : { ...version, installed: null, stale: [...stale, installed.generation] }
}

function moved(download: DownloadState, progress: RunProgress, nowMs: number): Partial<DownloadState> {
  const bytes = { ...bytesOf(download, progress), ...countProgress(download, progress) }
  if (download.status === 'verifying' && download.hashing !== null) {
    return { ...bytes, hashing: sampleThroughput(download.hashing, progress.verifiedBytes, nowMs) }
  }
  if (download.status !== 'downloading' || download.throughput === null) return bytes
  const throughput = sampleThroughput(download.throughput, progress.fetchedBytes, nowMs)
  return { ...bytes, throughput }
}

/** Tries are counted anew after progress: when there is more than there ever was, not when lost bytes come again. */
function countProgress(download: DownloadState, progress: RunProgress): Pick<DownloadState, 'attempt' | 'mostBytes'> {
  const received = receivedBytes(progress.files)
  const { attempt, mostBytes } = download
  return received > mostBytes ? { attempt: 0, mostBytes: received } : { attempt, mostBytes }
}

function failed(
  state: EngineState,
  download: DownloadState,
  input: Extract<RunInput, { type: 'failed' }>,
  nowMs: number,
): Partial<DownloadState> {
  const last = stopped(download, input.progress, nowMs)
  return { ...last, ...afterFailure(state, { ...download, ...last }, input, nowMs) }
}

/** The last word of a run: what came since the word before counts too. */
function stopped(download: DownloadState, progress: RunProgress | null, nowMs: number): Partial<DownloadState> {
  if (progress === null) return settle(download)
  const last = moved(download, progress, nowMs)
  return { ...last, ...settle({ ...download, ...last }) }
}

/**
 * Where a run begins. Less than was committed (someone deleted the partial) is an announced restart. Bytes that were shown but
 * never reached the disk are made good without a word: progress stands still until they have come again.
 */
function begun(download: DownloadState, progress: RunProgress): Partial<DownloadState> {
  const isLess = receivedBytes(progress.files) < download.committedBytes
  return isLess ? { ...worth(progress), restarts: download.restarts + 1 } : bytesOf(download, progress)
}

/** Progress, held to the contract: a file's received bytes never shrink without a restart, nor pass its size. */
function bytesOf(download: DownloadState, progress: RunProgress): Partial<DownloadState> {
  const files = progress.files.map((file, at) => notBackwards(download.files[at], file))
  const isSame = files.length === download.files.length && files.every((file, at) => file === download.files[at])
  return { ...worth(progress), files: isSame ? download.files : files }
}

function worth(progress: RunProgress): Pick<DownloadState, 'files' | 'committedBytes' | 'verifiedBytes'> {
  const { files, committedBytes, verifiedBytes } = progress
  return { files, committedBytes, verifiedBytes }
}

function notBackwards(before: FileProgress | undefined, after: FileProgress): FileProgress {
  const known = before?.path === after.path ? before : { totalBytes: null, receivedBytes: 0 }
  // A run that is stopped before it looked at a file knows less of it than was known.
  const totalBytes = after.totalBytes ?? known.totalBytes
  const received = Math.min(totalBytes ?? Number.POSITIVE_INFINITY, Math.max(known.receivedBytes, after.receivedBytes))
  if (before === known && before.receivedBytes === received && before.totalBytes === totalBytes) return before
  return { ...after, totalBytes, receivedBytes: received }
}
