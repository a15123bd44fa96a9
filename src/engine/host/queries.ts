import type { Answers, Availability, Located, Plan, Query, StoredModel } from '../core/command.js'
import { isActive } from '../core/download.js'
import { EngineError } from '../core/errors.js'
import { coveredBytes } from '../core/intervals.js'
import type { Model } from '../core/model.js'
import { parseModel } from '../core/parse-model.js'
import { modelFolder } from '../core/safe-path.js'
import { type EngineState, receivedBytes, totalBytes } from '../core/state.js'
import type { HostContext } from './context.js'
import { examineFinal } from './examine.js'
import { trustedRanges } from './transfer/part-state.js'
import { isWorthFor, type Worths, worthBytes } from './worth.js'

/** Answers what is asked and not watched. @throws EngineError */
export async function answer(host: HostContext, state: EngineState, query: Query): Promise<Answers[Query['type']]> {
  switch (query.type) {
    case 'availability':
      return availability(host, state, resolve(host, state, query.model))
    case 'plan':
      return plan(host, state, resolve(host, state, query.model))
    case 'storage':
      return { models: stored(host), freeBytes: await host.platform.files.freeBytes() }
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
  if (download !== undefined && isActive(download.status)) {
    const bytes = receivedBytes(download.files)
    return { id, status: 'downloading', bytes, totalBytes: totalBytes(download.files), verified: false }
  }
  const disk = await examine(host, model)
  const isWhole = disk.usable === model.files.length && model.files.length > 0
  const partial = disk.bytes > 0 ? 'partial' : 'missing'
  const status = isWhole ? 'available' : disk.isCorrupt ? 'corrupt' : partial
  return { id, status, bytes: disk.bytes, totalBytes: disk.totalBytes, verified: isWhole && disk.isVerified }
}

async function plan(host: HostContext, state: EngineState, model: Model): Promise<Plan> {
  const disk = await examine(host, model)
  return {
    id: model.id,
    totalBytes: disk.totalBytes,
    presentBytes: disk.bytes,
    bytesToFetch: disk.totalBytes === null ? null : Math.max(0, disk.totalBytes - disk.bytes),
    freeBytes: await host.platform.files.freeBytes(),
    hosts: [...new Set(model.files.flatMap((file) => file.urls.map((url) => new URL(url).host)))],
    metered: state.network.metered,
  }
}

async function locate(host: HostContext, id: string): Promise<Located | null> {
  const entry = host.store.get(id)
  if (entry === null) return null
  const { model } = entry.record
  const disk = await examine(host, model)
  if (disk.usable !== model.files.length) return null
  const folder = modelFolder(id)
  const files = model.files.map(({ path }, at) => ({
    path,
    location: host.platform.files.locate({ folder, path }),
    size: disk.sizes[at] as number,
  }))
  return { id, files }
}

function stored(host: HostContext): readonly StoredModel[] {
  return host.store.list().flatMap(({ record, worths }): readonly StoredModel[] => {
    const { model, intent } = record
    const bytes = Object.values(worths).reduce((sum, worth) => sum + worthBytes(worth), 0)
    const times = Object.values(worths).flatMap((worth) =>
      worth.published === null ? [] : [worth.published.modifiedAtMs],
    )
    const modifiedAtMs = times.length === 0 ? null : Math.max(...times)
    if (bytes === 0) return []
    return [{ id: model.id, name: model.name, kind: intent === 'completed' ? 'model' : 'partial', bytes, modifiedAtMs }]
  })
}

interface OnDisk {
  /** Files that are there, whole. */
  readonly usable: number
  readonly sizes: readonly number[]
  readonly bytes: number
  readonly totalBytes: number | null
  readonly isVerified: boolean
  readonly isCorrupt: boolean
}

async function examine(host: HostContext, model: Model): Promise<OnDisk> {
  const worths: Worths = host.store.get(model.id)?.worths ?? {}
  const folder = modelFolder(model.id)
  let [usable, bytes, isVerified, isCorrupt] = [0, 0, true, false]
  let total: number | null = model.files.length === 0 ? null : 0
  const sizes: number[] = []
  for (const file of model.files) {
    const worth = worths[file.path]
    const known = worth !== undefined && isWorthFor(worth, file) ? worth : null
    const found = await examineFinal(host.platform, { folder, path: file.path }, file, known)
    if (found.kind === 'usable') {
      usable += 1
      bytes += found.published.size
      isVerified &&= found.published.verified
    } else if (known !== null && known.published === null) {
      const part = await host.platform.files.statPart({ folder, path: file.path })
      bytes += coveredBytes(trustedRanges(known.ranges, part?.size ?? 0))
    }
    isCorrupt ||= found.kind === 'other'
    const size = found.kind === 'usable' ? found.published.size : (file.size ?? known?.totalBytes ?? null)
    sizes.push(size ?? 0)
    total = total === null || size === null ? null : total + size
  }
  return { usable, sizes, bytes, totalBytes: total, isVerified, isCorrupt }
}

/** A bare reference means the model of that id that is known here. */
function resolve(host: HostContext, state: EngineState, input: unknown): Model {
  const { allowInsecureHttp = false } = host.options
  const model = parseModel(input, { allowInsecureHttp })
  if (model.files.length > 0) return model
  return state.downloads.get(model.id)?.model ?? host.store.get(model.id)?.record.model ?? model
}
