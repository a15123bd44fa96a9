import type { Answers, Availability, Located, Query } from '../core/command.js'
import { isActive } from '../core/download.js'
import { receivedBytes, totalBytes } from '../core/download-state.js'
import { EngineError } from '../core/errors.js'
import type { Model } from '../core/model.js'
import { parseModel } from '../core/parse-model.js'
import { modelFolder } from '../core/safe-path.js'
import type { EngineState } from '../core/state.js'
import { isDeclaredUpdate } from '../core/version.js'
import type { HostContext } from './context.js'
import { examine } from './on-disk.js'
import { plan } from './plan.js'
import { storage } from './storage.js'
import { generationOf, usableVersion } from './usable-version.js'

/** Answers what is asked and not watched. @throws EngineError */
export async function answer(host: HostContext, state: EngineState, query: Query): Promise<Answers[Query['type']]> {
  switch (query.type) {
    case 'availability':
      return availability(host, state, resolve(host, state, query.model))
    case 'plan':
      return plan(host, state, resolve(host, state, query.model))
    case 'storage':
      return storage(host)
    case 'locate':
      return locate(host, query.id)
    default:
      throw new EngineError(
        'unsupported',
        'This engine has no answer to that. Its capabilities list the queries that it takes.',
      )
  }
}

async function availability(host: HostContext, state: EngineState, model: Model): Promise<Availability> {
  const { id } = model
  const download = state.downloads.get(id)
  const usable = usableVersion(host, id)
  if (usable !== null && (usable.isBeingReplaced || isDeclaredUpdate(usable.model, model))) {
    const here = await availabilityOf(host, usable.model, usable.generation)
    if (here.status === 'available' || download === undefined || !isActive(download.status)) return here
  }
  // While it is verified, a complete model stays usable.
  if (download !== undefined && isActive(download.status) && download.task.type !== 'verify') {
    const bytes = receivedBytes(download.files)
    const total = totalBytes(download.files)
    return { id, status: 'downloading', bytes, totalBytes: total, revision: null, verified: false }
  }
  return availabilityOf(host, model, generationOf(host, id))
}

async function availabilityOf(host: HostContext, model: Model, generation: number): Promise<Availability> {
  const { id } = model
  const disk = await examine(host, model, generation)
  const isWhole = disk.usable === model.files.length && model.files.length > 0
  const partial = disk.bytes > 0 ? 'partial' : 'missing'
  const status = isWhole ? 'available' : disk.isCorrupt ? 'corrupt' : partial
  const revision = isWhole ? (model.revision ?? host.store.get(id)?.record.model.revision ?? null) : null
  const verified = isWhole && disk.isVerified
  return { id, status, bytes: disk.bytes, totalBytes: disk.totalBytes, revision, verified }
}

async function locate(host: HostContext, id: string): Promise<Located | null> {
  const entry = host.store.get(id)
  if (entry === null) return null
  // Never files of two versions: the one that is on its way is asked for nothing until it is complete.
  const { model, generation } = usableVersion(host, id) ?? {
    model: entry.record.model,
    generation: generationOf(host, id),
  }
  const disk = await examine(host, model, generation)
  if (disk.usable !== model.files.length) return null
  const folder = modelFolder(id, generation)
  const files = model.files.map(({ path }, at) => ({
    path,
    location: host.platform.files.locate({ folder, path }),
    size: disk.sizes[at] as number,
  }))
  // Nobody waits for a time of use to be written.
  host.store.noteUse(id, host.platform.clock.now()).catch(() => undefined)
  return { id, files }
}

/** A bare reference means the model of that id that is known here. */
function resolve(host: HostContext, state: EngineState, input: unknown): Model {
  const { allowInsecureHttp = false } = host.options
  const model = parseModel(input, { allowInsecureHttp })
  if (model.files.length > 0) return model
  return state.downloads.get(model.id)?.model ?? host.store.get(model.id)?.record.model ?? model
}
