import { receivedBytes } from '../core/download-state.js'
import { EngineError } from '../core/errors.js'
import type { Model } from '../core/model.js'
import type { MoverEnd, MoverJob } from '../mover/mover.js'
import type { Aria2File } from './aria2-file.js'
import { isUnproved } from './aria2-look.js'
import type { Aria2Models } from './aria2-models.js'
import { progressOf } from './aria2-progress.js'
import { type Aria2Status, errorOf } from './aria2-status.js'

/** Has the daemon fetch a model, and tells where it stands until it is done. */
export async function fetchModel(models: Aria2Models, job: MoverJob, pollMs: number): Promise<MoverEnd> {
  const { model, signal } = job
  const files = models.filesOf(model)
  if (await models.isWhole(model)) return { unverified: isUnproved(model) }
  await forgetSpoiled(models, model, files)
  for (const file of files) await file.start()
  const pause = async (): Promise<void> => {
    for (const file of files) await file.pause()
  }
  let committedBytes = 0
  for (;;) {
    if (signal.aborted) {
      await pause()
      job.report(progressOf(model, await settled(files)))
      throw signal.reason
    }
    const statuses = await statusesOf(files)
    await checkSizes(models, model, statuses)
    const failed = statuses.find((status) => status?.status === 'error')
    if (failed) {
      await pause()
      await onFailure(models, model, failed)
    }
    if (statuses.includes(null))
      throw new EngineError('network', 'aria2 has forgotten the download. It is tried again.')
    const progress = progressOf(model, statuses as readonly Aria2Status[])
    // What the daemon counts before it asked the server is not known to be so.
    if (progress.files.every(({ totalBytes }) => totalBytes !== null) || receivedBytes(progress.files) > 0) {
      job.report({ ...progress, committedBytes })
      // What it told of a moment ago is on its disk by now.
      committedBytes = receivedBytes(progress.files)
    }
    if (statuses.every((status) => status?.status === 'complete')) {
      await models.remember(model)
      return { unverified: isUnproved(model) }
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/** Hashes what is on the daemon's disk, and fetches the model anew where it is not what it should be. */
export async function verifyModel(models: Aria2Models, job: MoverJob, pollMs: number): Promise<MoverEnd> {
  const { model } = job
  const files = model.files.map(({ path, size }) => ({ path, totalBytes: size, receivedBytes: size ?? 0 }))
  const tell = (verifiedBytes: number): void => job.report({ phase: 'verify', files, verifiedBytes })
  tell(0)
  if (await models.proveAgain(model, tell)) {
    tell(receivedBytes(files))
    return { unverified: isUnproved(model) }
  }
  await models.erase(model)
  return fetchModel(models, { ...job, task: 'fetch' }, pollMs)
}

function statusesOf(files: readonly Aria2File[]): Promise<readonly (Aria2Status | null)[]> {
  return Promise.all(files.map((file) => file.status()))
}

/** What the daemon calls complete and is not, since somebody changed it, is fetched anew. */
async function forgetSpoiled(models: Aria2Models, model: Model, files: readonly Aria2File[]): Promise<void> {
  const statuses = await statusesOf(files)
  if (statuses.every((status) => status?.status === 'complete')) await models.erase(model)
}

/** Where the daemon stopped: it ends what it is reading first, so its count stands still a moment later. */
async function settled(files: readonly Aria2File[]): Promise<readonly (Aria2Status | null)[]> {
  let before = ''
  for (let tries = 0; ; tries += 1) {
    const statuses = await statusesOf(files)
    const now = JSON.stringify(statuses.map((status) => [status?.status, status?.completedLength]))
    if (tries >= 20 || (now === before && !statuses.some((status) => status?.status === 'active'))) return statuses
    before = now
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A bad digest makes the bytes worthless; everything else leaves them for the next try. */
async function onFailure(models: Aria2Models, model: Model, { errorCode }: Aria2Status): Promise<never> {
  const error = errorOf(errorCode)
  if (error.code === 'checksum-mismatch') await models.erase(model)
  throw error
}

async function checkSizes(models: Aria2Models, model: Model, statuses: readonly (Aria2Status | null)[]): Promise<void> {
  for (const [at, { size, path }] of model.files.entries()) {
    const told = statuses[at]?.totalLength ?? 0
    if (size === null || told === 0 || told === size) continue
    await models.erase(model)
    throw new EngineError(
      'size-mismatch',
      `"${path}" has ${told} bytes at its source, but the app says ${size}. It may be another file: check its address.`,
    )
  }
}
