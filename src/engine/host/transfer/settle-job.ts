import { EngineError } from '../../core/errors.js'
import { displayUrl } from '../../core/url.js'
import { committedOf, type FileJob, isReceived } from './file-job.js'
import { closeJob, openJob, resetJob } from './part-state.js'
import type { Run } from './run.js'
import type { Source } from './sources.js'

/** Tries with a wrong digest before giving up: the second may come from another mirror. */
const MOST_MISMATCHES = 2

/**
 * Proves a file whose bytes are all here and gives it its final name. With a wrong digest the bytes are thrown away, to be
 * fetched once more.
 *
 * @throws EngineError `checksum-mismatch` when they are wrong again; the partial is deleted.
 */
export async function settleJob(run: Run, job: FileJob): Promise<void> {
  job.isSettling = true
  try {
    const part = await openJob(run, job)
    const total = job.totalBytes as number
    if ((await part.size()) !== total) await part.truncate(total)
    if (run.jobs.every(isReceived)) run.report('verifying')
    await job.blocks?.settled()
    // Bad blocks were taken out: they have to come again first.
    if (!isReceived(job)) return
    // Side by side: the flush would be in vain only where the digest is wrong.
    const [sha256] = await Promise.all([job.digest === null ? null : job.digest.finish(total), part.flush()])
    if (sha256 !== null && sha256 !== job.sha256) return await onMismatch(run, job)
    await closeJob(job)
    run.signal.throwIfAborted()
    await publish(run, job, total)
  } finally {
    job.isSettling = false
  }
}

async function publish(run: Run, job: FileJob, total: number): Promise<void> {
  const { files } = run.host.platform
  await files.publish(job.ref)
  const stat = await files.stat(job.ref)
  job.published = {
    size: total,
    modifiedAtMs: stat?.modifiedAtMs ?? 0,
    verified: job.sha256 !== null || job.file.blocks !== null,
  }
  await run.committer.published(job)
  // Only what the journal knows of can be taken over by others.
  if (job.committed === job.written) run.host.digests.release(job)
}

async function onMismatch(run: Run, job: FileJob): Promise<void> {
  job.mismatches += 1
  await resetJob(run, job)
  const [first, ...others] = job.sources as [Source, ...Source[]]
  if (job.mismatches < MOST_MISMATCHES) {
    // Who was wrong is not known where several shared the work: the second try is of one mirror alone.
    const spared = others[0] ?? first
    for (const source of job.sources) if (source !== spared) source.restsUntilMs = Number.POSITIVE_INFINITY
    spared.resolved = null
    return
  }
  await closeJob(job)
  await run.host.platform.files.deletePart(job.ref)
  throw new EngineError(
    'checksum-mismatch',
    `The bytes from ${displayUrl(first.url)} are not the model's: their sha256 is another, twice. They were deleted. A proxy may change downloads, or the model's sha256 is out of date.`,
  )
}

/** Bytes that a run still has to write, for the ledger of free space. */
export function remainingBytes(jobs: readonly FileJob[]): number {
  // What another download fetches will most often be linked, and takes no room.
  const own = jobs.filter(({ isDeferred }) => !isDeferred)
  return own.reduce((sum, job) => sum + Math.max(0, (job.totalBytes ?? 0) - committedOf(job)), 0)
}
