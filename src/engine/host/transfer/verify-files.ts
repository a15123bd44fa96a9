import { addInterval, coveredBytes, type Intervals, missingIntervals } from '../../core/intervals.js'
import type { DigestRun } from '../../ports/digest.js'
import { badRanges } from '../bad-ranges.js'
import { type FileJob, worthOf } from './file-job.js'
import type { Run } from './run.js'

/**
 * Hashes the files of a completed model again. A bad file stays where it is until a better one takes its place, but counts for
 * nothing any more; of one that has blocks, the good ones begin the partial, so that only the bad ones are fetched.
 *
 * @returns whether any file is bad or gone.
 */
export async function verifyFiles(run: Run): Promise<boolean> {
  const worths = run.host.store.get(run.model.id)?.worths ?? {}
  for (const job of run.jobs) {
    job.totalBytes = job.file.size ?? worths[job.file.path]?.totalBytes ?? null
    // As far as anybody knows.
    job.written = addInterval([], 0, job.totalBytes ?? 0)
    job.committed = job.written
  }
  run.report('verifying')
  let isDamaged = false
  for (const job of run.jobs) {
    run.signal.throwIfAborted()
    const bad = await look(run, job)
    if (bad === null || bad.length > 0) {
      isDamaged = true
      await condemn(run, job, bad)
    }
  }
  return isDamaged
}

/** The bad ranges of a file; null where it is gone, of another size, or bad altogether. */
async function look(run: Run, job: FileJob): Promise<Intervals | null> {
  const { files, digest } = run.host.platform
  const worth = run.host.store.get(run.model.id)?.worths[job.file.path]
  const stat = await files.stat(job.ref)
  if (stat === null || (job.totalBytes ?? stat.size) !== stat.size) return null
  const { size, modifiedAtMs } = stat
  job.totalBytes = size
  job.sha256 = job.file.sha256 ?? worth?.sha256 ?? null
  const proof = { sha256: job.sha256, blocks: job.file.blocks }
  let done = 0
  const bad = await hashing(run, (follow) =>
    badRanges(digest, job.ref, 'final', proof, size, (hash) => {
      follow(hash)
      const before = done
      job.checkedBytes = () => before + (job.file.blocks === null ? hash.hashedBytes : 0)
      done = Math.min(size, before + (job.file.blocks?.size ?? size))
    }),
  )
  job.checkedBytes = () => size
  if (bad === null || bad.length > 0) return bad
  job.written = addInterval([], 0, size)
  job.published = { size, modifiedAtMs, verified: proof.sha256 !== null || proof.blocks !== null }
  await run.committer.published(job)
  return bad
}

async function condemn(run: Run, job: FileJob, bad: Intervals | null): Promise<void> {
  job.checkedBytes = () => 0
  const good = bad === null ? [] : missingIntervals(bad, 0, job.totalBytes as number)
  const kept = coveredBytes(good) > 0 && (await salvage(run, job)) ? good : []
  job.losses += 1
  job.written = kept
  job.committed = kept
  await run.host.store.saveWorths(run.model.id, { [job.file.path]: kept === good ? worthOf(job, good) : null })
}

/** Begins the partial with what is there; false where that cannot be. */
async function salvage(run: Run, job: FileJob): Promise<boolean> {
  const { incoming } = run.host.platform.files
  if (incoming === undefined) return false
  try {
    await incoming.bring(job.ref, job.ref, { link: false, signal: run.signal })
    await incoming.publish(job.ref, 'part')
    return true
  } catch (error) {
    if (run.signal.aborted) throw error
    return false
  }
}

/** Hashes, and stops hashing when the run is stopped. */
export async function hashing<T>(run: Run, hash: (follow: (hashing: DigestRun) => void) => Promise<T>): Promise<T> {
  let current: DigestRun | null = null
  const stop = (): void => current?.abort()
  run.signal.addEventListener('abort', stop)
  try {
    return await hash((next) => {
      current = next
      if (run.signal.aborted) next.abort()
    })
  } finally {
    run.signal.removeEventListener('abort', stop)
  }
}
