import type { RunProgress } from '../../core/input.js'
import type { Model } from '../../core/model.js'
import { retryAfterMs } from '../../core/retry-after.js'
import type { HostContext } from '../context.js'
import type { Committer } from './committer.js'
import { committedOf, type FileJob, receivedOf, verifiedOf } from './file-job.js'

/** What a run says while it is under way. */
export type RunReport = 'prepared' | 'progress' | 'restarted' | 'verifying'

/** One run of one download. Mutable: it lives as long as the transfer. */
export interface Run {
  readonly host: HostContext
  readonly model: Model
  readonly jobs: readonly FileJob[]
  readonly committer: Committer
  /** Aborted when the run has to stop; its reason says why. */
  readonly signal: AbortSignal
  readonly report: (what: RunReport) => void
  /** The requests under way. */
  readonly requests: Set<AbortController>
  /** Ranges whose bytes have all come and are still being written. Never reject. */
  readonly landing: Set<Promise<void>>
  /** The first write that failed; null while all went well. */
  writeFailure: { readonly error: unknown } | null
  /** Bytes taken off the wire. */
  fetchedBytes: number
  /** Bytes of disk and wire that were thrown away, or that were here already. */
  wastedBytes: number
  /** To the first source that answered, milliseconds; null until it is known. */
  roundTripMs: number | null
  /** The longest that a request took until its answer began, milliseconds; null until one was answered. */
  slowestAnswerMs: number | null
  /** How long the server behind an error asked to be left alone, milliseconds. Only of that error: what comes next may be another's. */
  readonly retryAfterMs: WeakMap<object, number>
}

export function progressOf(run: Pick<Run, 'jobs' | 'fetchedBytes' | 'wastedBytes' | 'requests'>): RunProgress {
  const sum = (count: (job: FileJob) => number): number => run.jobs.reduce((total, job) => total + count(job), 0)
  return {
    files: run.jobs.map((job) => ({ path: job.file.path, totalBytes: job.totalBytes, receivedBytes: receivedOf(job) })),
    committedBytes: sum(committedOf),
    verifiedBytes: sum(verifiedOf),
    fetchedBytes: run.fetchedBytes,
    wastedBytes: run.wastedBytes,
    connections: run.requests.size,
  }
}

/** Takes down what the answer behind an error asks for. */
export function noteAskedWait(run: Run, error: object, headers: Readonly<Record<string, string>>): void {
  const waitMs = retryAfterMs(headers, run.host.platform.clock.now())
  if (waitMs !== null) run.retryAfterMs.set(error, waitMs)
}

/** How long the server that gave an error asked to be left alone, milliseconds; null where it asked for nothing. */
export function askedWaitMs(run: Run, error: unknown): number | null {
  return typeof error === 'object' && error !== null ? (run.retryAfterMs.get(error) ?? null) : null
}
