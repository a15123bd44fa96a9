import { type ErrorCode, isEngineError } from '../../core/errors.js'
import { nextSegment, type PlanContext, type PlannedClaim, type PlannedFile, type Segment } from '../../core/plan.js'
import { fetchSegment } from './fetch-segment.js'
import { type Claim, createClaim, type FileJob, isReceived, SOCKET_BYTES } from './file-job.js'
import { isSilent } from './pace.js'
import { askedWaitMs, type Run } from './run.js'
import { settleJob } from './settle-job.js'
import { chooseSource, isProvable, restSource } from './sources.js'

/** Errors of the machine, not of a source: another mirror would not help. */
const OURS: ReadonlySet<ErrorCode> = new Set([
  'disk-full',
  'storage-denied',
  'storage-io',
  'quota-exceeded',
  'cancelled',
  'closed',
  'checksum-mismatch',
])

/** A file of which nothing is to be fetched. A model may have ten thousand of them. */
const NOTHING_LEFT: PlannedFile = { totalBytes: 0, written: [], claims: [], acceptsRanges: true, isShareable: false }

/** Whether a lane that came now would find something to do. */
export function hasWork(run: Run, context: PlanContext): boolean {
  return (
    settleable(run) !== undefined ||
    nextSegment(
      run.jobs.map((job) => planned(run, job)),
      context,
    ) !== null
  )
}

/** One piece of work: prove a file whose bytes are all here, fetch a range, or wait for bytes to land. False when there is none. */
export async function doWork(run: Run, context: PlanContext): Promise<boolean> {
  run.signal.throwIfAborted()
  if (run.writeFailure !== null) throw run.writeFailure.error
  const received = settleable(run)
  if (received !== undefined) {
    await settleJob(run, received)
    return true
  }
  const segment = nextSegment(
    run.jobs.map((job) => planned(run, job)),
    context,
  )
  const job = segment === null ? undefined : run.jobs[segment.file]
  if (segment === null || job === undefined) {
    if (run.landing.size === 0) return false
    await Promise.race(run.landing)
    return true
  }
  // What is stolen was asked for before.
  if (segment.stolenFrom === null && !run.committer.hasRoom(costOf(segment))) return await makeRoom(run)
  const claim = claimSegment(run, job, segment)
  try {
    await fetchSegment(run, job, claim)
  } catch (error) {
    if (!triesNextSource(run, job, claim, error)) throw error
  } finally {
    if (!claim.isLanding) job.claims.delete(claim)
  }
  return true
}

/** What a crash costs more once the segment is asked for. */
function costOf({ start, end }: Segment): number {
  return Math.min(SOCKET_BYTES, (end ?? Number.POSITIVE_INFINITY) - start)
}

/** Commits, so that a crash costs less; false where others' bytes have to come first. */
async function makeRoom(run: Run): Promise<boolean> {
  const isDirty = run.jobs.some((job) => job.written !== job.committed)
  if (isDirty) await run.committer.relieve()
  else if (run.landing.size > 0) await Promise.race(run.landing)
  else return false
  return true
}

function settleable(run: Run): FileJob | undefined {
  return run.jobs.find((job) => job.published === null && !job.isSettling && !job.isDeferred && isReceived(job))
}

function claimSegment(run: Run, job: FileJob, { start, end, stolenFrom }: Segment): Claim {
  const victim = stolenFrom === null ? undefined : [...job.claims][stolenFrom]
  const wasSilent = victim !== undefined && victim.at === victim.start && start === victim.start
  if (victim !== undefined) {
    victim.end = start
    if (victim.at >= start) victim.cancel()
  }
  const nowMs = run.host.platform.clock.elapsed()
  const claim = createClaim(chooseSource(job, nowMs), start, end, nowMs, wasSilent ? victim.silences + 1 : 0)
  job.claims.add(claim)
  return claim
}

function planned(run: Run, job: FileJob): PlannedFile {
  const { totalBytes, written, claims, acceptsRanges } = job
  if (job.published !== null || job.isSettling || job.isDeferred) {
    return NOTHING_LEFT
  }
  // The ETag of another source says nothing of what this one has.
  const isBound = isProvable(job) || (job.from?.validator.etag ?? null) !== null
  const nowMs = run.host.platform.clock.elapsed()
  const isHeld = run.host.bandwidth.isHolding(run.model.id)
  return {
    totalBytes,
    written,
    claims: [...claims].map((claim) => plannedClaim(run, claim, nowMs, isHeld)),
    acceptsRanges,
    isShareable: job.isProven && isBound && totalBytes !== null,
  }
}

/** A lane that a limit holds back is not slow: another one would bring nothing more. */
function plannedClaim(run: Run, claim: Claim, nowMs: number, isHeld: boolean): PlannedClaim {
  const { start, end, at, pace, askedAtMs, silences } = claim
  const bytesPerSecond =
    pace.bytesPerSecond(nowMs) ?? (isSilent(nowMs - askedAtMs, run.slowestAnswerMs, silences) ? 0 : null)
  return { start, end, at, bytesPerSecond: isHeld ? null : bytesPerSecond }
}

/** Leaves a source that failed for the others; false when all of them rest. */
function triesNextSource(run: Run, job: FileJob, claim: Claim, error: unknown): boolean {
  if (run.signal.aborted || !isEngineError(error) || OURS.has(error.code)) return false
  const askedMs = askedWaitMs(run, error) ?? 0
  run.host.sources.failed(claim.source.url, askedMs)
  return restSource(job, claim.source, run.host.platform.clock.elapsed(), askedMs)
}
