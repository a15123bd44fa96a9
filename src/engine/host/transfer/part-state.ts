import { frontier, type Intervals } from '../../core/intervals.js'
import { NO_VALIDATOR } from '../../core/validator.js'
import type { PartFile } from '../../ports/files.js'
import { createBlockChecker } from './block-checker.js'
import { type FileJob, receivedOf } from './file-job.js'
import type { Run } from './run.js'

/** Opens the partial of a job for writing and starts its digest over what is there already. */
export async function openJob(run: Run, job: FileJob): Promise<PartFile> {
  // Whoever comes second waits too: bytes written before the file was emptied would go with the old ones.
  job.opening ??= open(run, job).finally(() => {
    job.opening = null
  })
  return job.opening
}

async function open(run: Run, job: FileJob): Promise<PartFile> {
  if (job.part !== null) return job.part
  const part = await run.host.platform.files.openPart(job.ref)
  try {
    if (job.written.length === 0 && (await part.size()) > 0) await part.truncate(0)
  } catch (error) {
    await part.close()
    throw error
  }
  job.part = part
  startDigest(run, job)
  return part
}

/** Throws the bytes of a job away: they are of another version, or bad. The journal forgets them before the file does. */
export async function resetJob(run: Run, job: FileJob): Promise<void> {
  const lost = receivedOf(job)
  run.wastedBytes += lost
  job.epoch += 1
  job.losses += 1
  job.written = []
  job.committed = job.written
  job.pendingBytes = 0
  for (const source of job.sources) source.validator = NO_VALIDATOR
  job.origins.length = 0
  job.from = null
  job.totalBytes = job.file.size
  job.sha256 = job.file.sha256
  job.isProven = false
  dropDigest(job)
  // A late write of the old bytes would land among the new ones.
  await Promise.all(job.writes)
  const { id } = run.model
  if (lost > 0) await run.host.store.saveRestart(id, job.file.path)
  else await run.host.store.saveWorths(id, { [job.file.path]: null })
  await job.part?.truncate(0)
  if (lost > 0) run.report('restarted')
  startDigest(run, job)
}

/** Closes the partial; what it holds stays. */
export async function closeJob(job: FileJob): Promise<void> {
  const { part } = job
  job.part = null
  dropDigest(job)
  await part?.close()
}

/** The ranges that may count, given how long the partial is: one that is shorter than promised proves nothing at all. */
export function trustedRanges(ranges: Intervals, partBytes: number): Intervals {
  const end = ranges[ranges.length - 1]?.[1] ?? 0
  return end <= partBytes ? ranges : []
}

/** Starts to compute the digest, if there is one to compare it with and the partial is open. */
export function startDigest(run: Run, job: FileJob): void {
  if (job.part === null || job.digest !== null || job.blocks !== null) return
  if (job.file.blocks !== null) {
    job.blocks = createBlockChecker(run, job, job.file.blocks)
    return job.blocks.look()
  }
  if (job.sha256 === null) return
  job.digest = run.host.platform.digest.sha256(job.ref, 'part')
  job.digest.advance(frontier(job.written))
}

function dropDigest(job: FileJob): void {
  job.digest?.abort()
  job.digest = null
  job.blocks?.stop()
  job.blocks = null
}
