import { addInterval } from '../../core/intervals.js'
import { modelFolder } from '../../core/safe-path.js'
import type { Installed } from '../../core/version.js'
import type { FileRef } from '../../ports/files.js'
import type { FileWorth, Published } from '../worth.js'
import type { FileJob } from './file-job.js'
import type { Run } from './run.js'
import { learnValidator, sourceAt } from './sources.js'

/**
 * Brings files of the old version that are the same in the new one into the new one's folder, so that they need not be fetched. Only
 * files that are as they were when they got their names; others are fetched.
 */
export async function takeOver(run: Run, installed: Installed): Promise<void> {
  const { store } = run.host
  const old = store.at(installed.generation).get(run.model.id)?.worths ?? {}
  const worths = store.get(run.model.id)?.worths ?? {}
  const folder = modelFolder(run.model.id, installed.generation)
  for (const { path, from } of installed.kept) {
    run.signal.throwIfAborted()
    const job = run.jobs.find(({ file }) => file.path === path)
    const known = old[from]?.published ?? null
    if (job === undefined || known === null || worths[path] !== undefined) continue
    const published = await clone(run, { folder, path: from }, job, known)
    if (published !== null) await record(run, job, published, old[from] as FileWorth)
  }
}

async function clone(run: Run, from: FileRef, job: FileJob, known: Published): Promise<Published | null> {
  const { files } = run.host.platform
  const stat = await files.stat(from)
  if (stat === null || stat.size !== known.size || stat.modifiedAtMs !== known.modifiedAtMs) return null
  await files.clone(from, job.ref)
  const copy = await files.stat(job.ref)
  return copy === null || copy.size !== known.size ? null : { ...known, modifiedAtMs: copy.modifiedAtMs }
}

/** As if it had been fetched: the next start believes it. */
async function record(run: Run, job: FileJob, published: Published, old: FileWorth): Promise<void> {
  const source = sourceAt(job.sources, old.from)
  // Whoever looks for a newer version compares with it.
  if (source !== undefined) learnValidator(source, old.validator)
  job.from = source ?? null
  job.sha256 = job.file.sha256 ?? old.sha256

  job.published = published
  job.totalBytes = published.size
  job.written = addInterval([], 0, published.size)
  await run.committer.published(job)
}
