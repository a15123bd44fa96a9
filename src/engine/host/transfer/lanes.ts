import { EngineError, type ErrorCode, isEngineError } from '../../core/errors.js'
import { nextSegment } from '../../core/plan.js'
import { fetchSegment } from './fetch-segment.js'
import { type FileJob, isReceived } from './file-job.js'
import type { Run } from './run.js'
import { settleJob } from './settle-job.js'

/** Errors of the machine, not of a source: another mirror would not help. */
const OURS: ReadonlySet<ErrorCode> = new Set(['disk-full', 'storage-denied', 'storage-io', 'quota-exceeded', 'cancelled', 'closed', 'checksum-mismatch'])

/**
 * Fetches and proves every file of a run with a number of lanes, each taking the next piece of work until none is left.
 * A lane that fails gives its work back to the others; the last one's error is the run's.
 */
export async function runLanes(run: Run, lanes: number): Promise<void> {
  let failure: { readonly error: unknown } | null = null
  let alive = 0

  async function lane(): Promise<void> {
    alive += 1
    try {
      while (await step(run)) if (failure !== null) return
    } catch (error) {
      const isLast = alive === 1
      const isSpent = isEngineError(error) && error.retryable && !isLast
      if (!isSpent) failure ??= { error }
    } finally {
      alive -= 1
    }
  }

  await Promise.all(Array.from({ length: lanes }, lane))
  if (failure !== null) throw (failure as { readonly error: unknown }).error
  if (run.jobs.some((job) => job.published === null)) {
    throw new EngineError('network', `The download of model "${run.model.id}" came to a halt. It is tried again.`)
  }
}

/** One piece of work; false when there is none. */
async function step(run: Run): Promise<boolean> {
  run.signal.throwIfAborted()
  const received = run.jobs.find((job) => job.published === null && !job.isSettling && isReceived(job))
  if (received !== undefined) {
    await settleJob(run, received)
    return true
  }
  const segment = nextSegment(run.jobs.map(planned))
  const job = segment === null ? undefined : run.jobs[segment.file]
  if (segment === null || job === undefined) return false
  const claim = { start: segment.start, end: segment.end }
  job.claims.add(claim)
  try {
    await fetchSegment(run, job, claim)
  } catch (error) {
    if (!triesNextSource(run, job, error)) throw error
  } finally {
    job.claims.delete(claim)
  }
  return true
}

function planned(job: FileJob): Parameters<typeof nextSegment>[0][number] {
  const { totalBytes, written, claims, acceptsRanges } = job
  const isBound = job.file.sha256 !== null || job.validator.etag !== null
  if (job.published !== null || job.isSettling) return { totalBytes: 0, written: [], claims: [], acceptsRanges: true, isShareable: false }
  return { totalBytes, written, claims, acceptsRanges, isShareable: job.isProven && isBound && totalBytes !== null }
}

/** Leaves a source that failed for the next mirror; false when every one has failed since bytes last came. */
function triesNextSource(run: Run, job: FileJob, error: unknown): boolean {
  if (run.signal.aborted || !isEngineError(error) || OURS.has(error.code)) return false
  job.failedSources.add(job.source)
  const next = job.file.urls.findIndex((_, index) => !job.failedSources.has(index))
  if (next === -1) return false
  job.source = next
  job.resolved = null
  return true
}
