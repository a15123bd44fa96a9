import { EngineError } from '../../core/errors.js'
import { addInterval } from '../../core/intervals.js'
import type { ModelFile } from '../../core/model.js'
import type { FileRef, Incoming } from '../../ports/files.js'
import { badRanges } from '../bad-ranges.js'
import { examineFinal } from '../examine.js'
import type { RecordStore } from '../record-store.js'
import { versionsOf } from '../stored-versions.js'
import type { FileWorth } from '../worth.js'
import type { FileJob } from './file-job.js'
import type { Run } from './run.js'
import { hashing } from './verify-files.js'

/** The same file in another place: of another model, or of the same one. */
export interface Twin {
  readonly id: string
  readonly ref: FileRef
  readonly file: ModelFile
  readonly worth: FileWorth
}

/** Files of a digest that are here, proved and under their final names, other than the one at `ref`. */
export function twinsOf(store: RecordStore, sha256: string, ref: FileRef): readonly Twin[] {
  return store
    .list()
    .flatMap(versionsOf)
    .flatMap(({ model, folder, worths }) =>
      model.files.flatMap((file): readonly Twin[] => {
        const worth = worths[file.path]
        const isSelf = folder === ref.folder && file.path === ref.path
        if (isSelf || file.sha256 !== sha256 || worth?.published?.verified !== true) return []
        return [{ id: model.id, ref: { folder, path: file.path }, file, worth }]
      }),
    )
}

/** Takes over what other models have already, and leaves to other downloads what they are fetching. */
export async function shareFiles(run: Run): Promise<void> {
  for (const job of run.jobs) {
    run.signal.throwIfAborted()
    if (job.published === null) await shareFile(run, job)
  }
}

/**
 * Waits until another download lets go of a file that this one wants, too, and takes it over, or finds that it has to be fetched
 * after all. Nothing is waited for while there is something to fetch, so that no two ever wait for each other.
 *
 * @returns whether there is something to fetch.
 */
export async function takeDeferred(run: Run): Promise<boolean> {
  if (!run.jobs.some(({ isDeferred }) => isDeferred)) return false
  // A model may have one file twice.
  await run.committer.commit()
  for (const job of run.jobs) if (job.published !== null) run.host.digests.release(job)
  for (;;) {
    const deferred = run.jobs.filter(({ isDeferred }) => isDeferred)
    for (const job of deferred) await shareFile(run, job)
    if (deferred.some((job) => !job.isDeferred && job.published === null)) return true
    if (deferred.every((job) => !job.isDeferred)) return false
    await run.host.digests.changed(run.signal)
  }
}

async function shareFile(run: Run, job: FileJob): Promise<void> {
  const { sha256 } = job.file
  const { digests, platform } = run.host
  if (sha256 === null || platform.files.incoming === undefined) return
  job.isDeferred = !digests.take(sha256, job)
  if (job.isDeferred) return
  for (const twin of twinsOf(run.host.store, sha256, job.ref)) {
    if (await takeFrom(run, job, twin, platform.files.incoming)) return digests.release(job)
  }
}

async function takeFrom(run: Run, job: FileJob, twin: Twin, incoming: Incoming): Promise<boolean> {
  const { platform } = run.host
  try {
    const found = await examineFinal(platform, twin.ref, twin.file, twin.worth)
    if (found.kind !== 'usable' || (job.file.size ?? found.published.size) !== found.published.size) return false
    const { size } = found.published
    const how = await incoming.bring(twin.ref, job.ref, { link: true, signal: run.signal })
    // Proved by its blocks, its whole digest is only somebody's word. And what takes the place of a bad file may be the same one.
    const isKnown = how === 'linked' && twin.file.blocks === null && (await platform.files.stat(job.ref)) === null
    if (!isKnown && !(await isIncomingRight(run, job, size))) {
      await incoming.drop(job.ref)
      return false
    }
    await settleIncoming(run, job, incoming, size)
    return true
  } catch (error) {
    await incoming.drop(job.ref).catch(() => undefined)
    if (run.signal.aborted) throw error
    // What cannot be taken over can still be fetched.
    return false
  }
}

/** Gives a proved file from this machine its final name. The partial is of no more use. */
export async function settleIncoming(run: Run, job: FileJob, incoming: Incoming, size: number): Promise<void> {
  const { files } = run.host.platform
  run.signal.throwIfAborted()
  await incoming.publish(job.ref)
  const stat = await files.stat(job.ref)
  // It grew after it was looked at: what was proved is not all of it.
  if (stat !== null && stat.size !== size) {
    await files.delete(job.ref)
    throw changedMeanwhile(run.model.id, job.file.path)
  }
  job.totalBytes = size
  job.written = addInterval([], 0, size)
  job.published = { size, modifiedAtMs: stat?.modifiedAtMs ?? 0, verified: true }
  await run.committer.published(job)
  await run.committer.commit()
  await files.deletePart(job.ref)
}

/** Whether the file that came from this machine has the digest of the model's. */
export async function isIncomingRight(run: Run, job: FileJob, size: number): Promise<boolean> {
  const proof = { sha256: job.file.sha256, blocks: null }
  const bad = await hashing(run, (follow) =>
    badRanges(run.host.platform.digest, job.ref, 'incoming', proof, size, (hash) => {
      follow(hash)
      job.checkedBytes = () => hash.hashedBytes
    }),
  )
  return bad?.length === 0
}

function changedMeanwhile(id: string, path: string): EngineError {
  return new EngineError(
    'storage-io',
    `The file that ${path} of model "${id}" was to be taken from changed meanwhile. Try again when no program writes to it.`,
  )
}
