import type { Answers, Query } from '../core/command.js'
import { isActive } from '../core/download.js'
import { receivedBytes, totalBytes } from '../core/download-state.js'
import { EngineError } from '../core/errors.js'
import type { Model } from '../core/model.js'
import { parseModel } from '../core/parse-model.js'
import { recentSpeed } from '../core/recent-speed.js'
import type { EngineState } from '../core/state.js'
import type { Mover } from './mover.js'
import type { MoverMemory } from './mover-memory.js'

/** Answers what is asked and not watched. @throws EngineError */
export async function answerQuery(
  mover: Mover,
  memory: MoverMemory,
  state: EngineState,
  query: Query,
): Promise<Answers[Query['type']]> {
  if (!mover.capabilities.queries.includes(query.type))
    throw new EngineError(
      'unsupported',
      'This engine has no answer to that. Its capabilities list the queries that it takes.',
    )
  switch (query.type) {
    case 'availability':
      return availability(mover, state, known(state, query.model))
    case 'plan':
      return plan(mover, state, known(state, query.model))
    case 'storage':
      return storage(mover, memory)
    case 'locate':
      return locate(mover, state, query.id)
  }
}

function known(state: EngineState, input: unknown): Model {
  const model = parseModel(input, { allowInsecureHttp: true })
  return model.files.length > 0 ? model : (state.downloads.get(model.id)?.model ?? model)
}

async function availability(mover: Mover, state: EngineState, model: Model): Promise<Answers['availability']> {
  const { id } = model
  const download = state.downloads.get(id)
  if (download !== undefined && isActive(download.status) && download.task.type !== 'verify') {
    const [bytes, total] = [receivedBytes(download.files), totalBytes(download.files)]
    return { id, status: 'downloading', bytes, totalBytes: total, revision: null, verified: false }
  }
  const { status, files, verified } = await mover.look(model)
  const isHere = status === 'available'
  return {
    id,
    status,
    bytes: receivedBytes(files),
    totalBytes: totalBytes(files),
    revision: isHere ? (download?.model.revision ?? model.revision) : null,
    verified: isHere && verified,
  }
}

async function plan(mover: Mover, state: EngineState, model: Model): Promise<Answers['plan']> {
  const { files } = await mover.look(model)
  const [presentBytes, total] = [receivedBytes(files), totalBytes(files)]
  const bytesToFetch = total === null ? null : Math.max(0, total - presentBytes)
  const freeBytes = (await mover.freeBytes?.()) ?? null
  const freeBytesAfter = freeBytes === null || bytesToFetch === null ? null : freeBytes - bytesToFetch
  const speed = recentSpeed(state)
  return {
    id: model.id,
    totalBytes: total,
    presentBytes,
    sharedBytes: 0,
    bytesToFetch,
    freeBytes,
    freeBytesAfter,
    missingBytes: freeBytesAfter === null ? null : Math.max(0, -freeBytesAfter),
    estimatedMs: speed === null || bytesToFetch === null ? null : Math.round((bytesToFetch * 1000) / speed),
    hosts: [...new Set(model.files.flatMap((file) => file.urls.map((url) => new URL(url).host)))],
    metered: state.network.metered,
  }
}

async function storage(mover: Mover, memory: MoverMemory): Promise<Answers['storage']> {
  const models = await Promise.all(
    memory.list().map(async ({ model }) => {
      const { status, files, modifiedAtMs } = await mover.look(model)
      const isHere = status === 'available'
      return {
        id: model.id,
        name: model.name,
        kind: isHere ? ('model' as const) : ('partial' as const),
        bytes: receivedBytes(files),
        totalBytes: totalBytes(files),
        sharedBytes: 0,
        modifiedAtMs,
        lastUsedAtMs: isHere ? modifiedAtMs : null,
      }
    }),
  )
  return {
    models: models.filter(({ bytes }) => bytes > 0),
    orphans: [],
    freeBytes: (await mover.freeBytes?.()) ?? null,
  }
}

async function locate(mover: Mover, state: EngineState, id: string): Promise<Answers['locate']> {
  const model = state.downloads.get(id)?.model
  if (model === undefined) return null
  const { status, located } = await mover.look(model)
  return status === 'available' && located !== null ? { id, files: located } : null
}
