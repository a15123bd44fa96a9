import type { Answers, Availability, Located, Plan, Query, StoredModel } from '../core/command.js'
import { type FileProgress, isActive } from '../core/download.js'
import { EngineError } from '../core/errors.js'
import { coveredBytes } from '../core/intervals.js'
import type { Model } from '../core/model.js'
import { parseModel } from '../core/parse-model.js'
import { modelFolder } from '../core/safe-path.js'
import { type EngineState, receivedBytes, totalBytes } from '../core/state.js'
import { isDeclaredUpdate, offerOf } from '../core/version.js'
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
  const usable = usableVersion(host, id)
  if (usable !== null && (usable.isBeingReplaced || isDeclaredUpdate(usable.model, model))) {
    const here = await availabilityOf(host, usable.model, usable.generation)
    if (here.status === 'available' || download === undefined || !isActive(download.status)) return here
  }
  if (download !== undefined && isActive(download.status)) {
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

async function plan(host: HostContext, state: EngineState, model: Model): Promise<Plan> {
  const cost = updateCost(host, model) ?? (await costOf(host, model))
  return {
    id: model.id,
    ...cost,
    freeBytes: await host.platform.files.freeBytes(),
    hosts: [...new Set(model.files.flatMap((file) => file.urls.map((url) => new URL(url).host)))],
    metered: state.network.metered,
  }
}

type Cost = Pick<Plan, 'totalBytes' | 'presentBytes' | 'bytesToFetch'>

async function costOf(host: HostContext, model: Model): Promise<Cost> {
  const { totalBytes, bytes } = await examine(host, model, generationOf(host, model.id))
  const bytesToFetch = totalBytes === null ? null : Math.max(0, totalBytes - bytes)
  return { totalBytes, presentBytes: bytes, bytesToFetch }
}

/** Of another version than the one that is usable; null where it is no update, or one that has begun. */
function updateCost(host: HostContext, model: Model): Cost | null {
  const usable = usableVersion(host, model.id)
  if (usable === null || usable.isBeingReplaced || !isDeclaredUpdate(usable.model, model)) return null
  const { totalBytes, bytesToFetch } = offerOf(usable.model, usable.files, model)
  const presentBytes = totalBytes === null || bytesToFetch === null ? 0 : totalBytes - bytesToFetch
  return { totalBytes, presentBytes, bytesToFetch }
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
  return { id, files }
}

function stored(host: HostContext): readonly StoredModel[] {
  return host.store.list().flatMap(({ record, worths, installedWorths }): readonly StoredModel[] => {
    const { model, intent } = record
    const old = installedWorths === null ? [] : storedOf(model, 'model', installedWorths)
    return [...old, ...storedOf(model, intent === 'completed' ? 'model' : 'partial', worths)]
  })
}

function storedOf({ id, name }: Model, kind: StoredModel['kind'], worths: Worths): readonly StoredModel[] {
  const bytes = Object.values(worths).reduce((sum, worth) => sum + worthBytes(worth), 0)
  const times = Object.values(worths).flatMap(({ published }) => (published === null ? [] : [published.modifiedAtMs]))
  const modifiedAtMs = times.length === 0 ? null : Math.max(...times)
  return bytes === 0 ? [] : [{ id, name, kind, bytes, modifiedAtMs }]
}

function generationOf(host: HostContext, id: string): number {
  return host.store.get(id)?.record.version.generation ?? 0
}

interface UsableVersion {
  readonly model: Model
  readonly generation: number
  readonly files: readonly FileProgress[]
  readonly isBeingReplaced: boolean
}

/** The version that the journal calls complete; null where there is none. */
function usableVersion(host: HostContext, id: string): UsableVersion | null {
  const entry = host.store.get(id)
  if (entry === null) return null
  const { model, intent, version } = entry.record
  if (version.installed !== null) return { ...version.installed, isBeingReplaced: true }
  if (intent !== 'completed') return null
  const files = model.files.map(({ path, size }) => {
    const bytes = entry.worths[path]?.published?.size ?? size
    return { path, totalBytes: bytes, receivedBytes: bytes ?? 0 }
  })
  return { model, generation: version.generation, files, isBeingReplaced: false }
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

async function examine(host: HostContext, model: Model, generation: number): Promise<OnDisk> {
  const worths: Worths = host.store.at(generation).get(model.id)?.worths ?? {}
  const folder = modelFolder(model.id, generation)
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
