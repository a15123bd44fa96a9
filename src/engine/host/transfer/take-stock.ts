import { addInterval } from '../../core/intervals.js'
import { examineFinal } from '../examine.js'
import { type FileWorth, isWorthFor } from '../worth.js'
import type { FileJob } from './file-job.js'
import { trustedRanges } from './part-state.js'
import type { Run } from './run.js'
import { learnValidator, sourceAt } from './sources.js'

/** Looks at what is on disk before a byte is asked for: files that are there already, and partials that the journal vouches for. */
export async function takeStock(run: Run): Promise<void> {
  const worths = run.host.store.get(run.model.id)?.worths ?? {}
  for (const job of run.jobs) {
    run.signal.throwIfAborted()
    if (job.published !== null) continue
    const worth = worths[job.file.path]
    const known = worth !== undefined && isWorthFor(worth, job.file) ? worth : null
    const found = await examineFinal(run.host.platform, job.ref, job.file, known)
    if (found.kind === 'usable') {
      job.published = found.published
      job.totalBytes = found.published.size
      job.written = addInterval([], 0, found.published.size)
      // Named in a run that the journal did not hear the end of, or put there by another: the next start has to know it.
      if (found.published !== known?.published) await run.committer.published(job)
      else job.committed = job.written
      continue
    }
    if (known !== null) await takePartial(run, job, known.totalBytes, known)
  }
}

async function takePartial(
  run: Run,
  job: FileJob,
  totalBytes: number | null,
  worth: Pick<FileWorth, 'ranges' | 'validator' | 'sha256' | 'from'>,
): Promise<void> {
  const isOtherSize = job.file.size !== null && totalBytes !== null && job.file.size !== totalBytes
  const stat = isOtherSize ? null : await run.host.platform.files.statPart(job.ref)
  const ranges = stat === null ? [] : trustedRanges(worth.ranges, stat.size)
  // Without a digest or a validator nothing could tell the old bytes from those of another version.
  const source = sourceAt(job.sources, worth.from)
  const isBound = source !== undefined && (worth.validator.etag !== null || worth.validator.lastModified !== null)
  const canResume = worth.sha256 !== null || isBound
  if (ranges.length === 0 || !canResume) return
  job.written = ranges
  job.committed = ranges
  if (source !== undefined) learnValidator(source, worth.validator)
  job.from = source ?? null
  job.sha256 = job.file.sha256 ?? worth.sha256
  job.totalBytes = totalBytes
}
