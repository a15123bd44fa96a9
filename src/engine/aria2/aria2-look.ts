import type { FileProgress } from '../core/download.js'
import { receivedBytes } from '../core/download-state.js'
import type { Model } from '../core/model.js'
import type { MoverLook } from '../mover/mover.js'
import type { Aria2Models } from './aria2-models.js'
import { progressOf } from './aria2-progress.js'
import type { Aria2Status } from './aria2-status.js'

/** What is here of a model, by what the daemon says and what is on its disk. */
export async function lookAt(models: Aria2Models, model: Model): Promise<MoverLook> {
  const statuses = await Promise.all(models.filesOf(model).map((file) => file.status()))
  const [first] = model.files
  const stat = first === undefined ? null : await models.stat(model, first)
  const modifiedAtMs = stat?.modifiedAtMs ?? null
  if (await models.isWhole(model)) {
    const files = await Promise.all(model.files.map((file, at) => sized(models, model, file, statuses[at] ?? null)))
    const located = files.map(({ path, receivedBytes: size }) => ({
      path,
      location: models.placeOf(model, { path }),
      size,
    }))
    return { status: 'available', files, verified: !isUnproved(model), located, modifiedAtMs }
  }
  const isCorrupt = stat !== null && !statuses.some(isUnderWay) && !(await models.hasControlFile(model))
  const files = isCorrupt ? noneOf(model) : progressOf(model, statuses).files
  const status = isCorrupt ? 'corrupt' : receivedBytes(files) > 0 ? 'partial' : 'missing'
  return { status, files, verified: false, located: null, modifiedAtMs }
}

/** Whether no digest can prove all of it. */
export function isUnproved(model: Model): boolean {
  return model.files.some(({ sha256 }) => sha256 === null)
}

async function sized(
  models: Aria2Models,
  model: Model,
  file: Model['files'][number],
  status: Aria2Status | null,
): Promise<FileProgress> {
  const bytes = file.size ?? (await models.stat(model, file))?.size ?? status?.totalLength ?? 0
  return { path: file.path, totalBytes: bytes, receivedBytes: bytes }
}

function isUnderWay(status: Aria2Status | null): boolean {
  return status !== null && status.status !== 'complete' && status.status !== 'error'
}

function noneOf(model: Model): readonly FileProgress[] {
  return model.files.map(({ path, size }) => ({ path, totalBytes: size, receivedBytes: 0 }))
}
