import type { Answer, Availability, Command, Plan, Query, Receipt, Storage } from '../../src/engine/core/command.js'
import { COMMAND_TYPES, QUERY_TYPES } from '../../src/engine/core/command.js'
import type { Download } from '../../src/engine/core/download.js'
import type { Engine } from '../../src/engine/core/engine.js'
import { EngineError, type ErrorCode, toErrorData } from '../../src/engine/core/errors.js'
import { type EngineSnapshot, INITIAL_SNAPSHOT } from '../../src/engine/core/snapshot.js'

/** An engine that does nothing but what a test says: to see what the hooks make of it. */
export interface MemoryEngine extends Engine {
  readonly commands: Command[]
  readonly queries: Query[]
  readonly subscribers: number
  /** The highest number of subscribers there ever was at once. */
  readonly mostSubscribers: number
  /** Changes the snapshot without telling anybody, as an engine does between two publishes. */
  change(partial: Partial<EngineSnapshot>): void
  /** Changes the snapshot and tells the subscribers. */
  publish(partial: Partial<EngineSnapshot>): void
  /** Publishes downloads beside those that are there; null takes one away. */
  put(downloads: Record<string, Partial<Download> | null>): void
  /** What is on disk, by model id. Default: missing. */
  readonly disk: Map<string, Partial<Availability> | ErrorCode>
  /** What is answered about room, beyond nothing. */
  readonly room: { plan: Partial<Plan>; storage: Partial<Storage> }
  /** Refuses every command of this code until null is given. */
  refuse(code: ErrorCode | null): void
  /** Lets commands wait until the function it gives is called. */
  hold(): () => void
}

export function createMemoryEngine(start: Partial<EngineSnapshot> = {}): MemoryEngine {
  const listeners = new Set<() => void>()
  const commands: Command[] = []
  const queries: Query[] = []
  const disk: MemoryEngine['disk'] = new Map()
  const room: MemoryEngine['room'] = { plan: {}, storage: {} }
  let refusal: ErrorCode | null = null
  let held: Promise<void> = Promise.resolve()
  let mostSubscribers = 0
  let snapshot: EngineSnapshot = {
    ...INITIAL_SNAPSHOT,
    revision: 1,
    link: 'open',
    capabilities: { commands: COMMAND_TYPES, queries: QUERY_TYPES, settings: [] },
    ...start,
  }

  const change = (partial: Partial<EngineSnapshot>): void => {
    snapshot = { ...snapshot, ...partial, revision: snapshot.revision + 1 }
  }
  const publish = (partial: Partial<EngineSnapshot>): void => {
    change(partial)
    for (const listener of [...listeners]) listener()
  }

  return {
    commands,
    queries,
    disk,
    room,
    get subscribers() {
      return listeners.size
    },
    get mostSubscribers() {
      return mostSubscribers
    },
    change,
    publish,
    put(changes) {
      const downloads: Record<string, Download> = { ...snapshot.downloads }
      for (const [id, partial] of Object.entries(changes)) {
        if (partial === null) delete downloads[id]
        else downloads[id] = { ...(Object.hasOwn(downloads, id) ? downloads[id]! : aDownload(id)), ...partial }
      }
      const kept = snapshot.order.filter((id) => Object.hasOwn(downloads, id))
      const added = Object.keys(downloads).filter((id) => !kept.includes(id))
      const isSameOrder = added.length === 0 && kept.length === snapshot.order.length
      publish({ downloads, order: isSameOrder ? snapshot.order : [...kept, ...added] })
    },
    refuse(code) {
      refusal = code
    },
    hold() {
      let release = (): void => {}
      held = new Promise((resolve) => {
        release = resolve
      })
      return release
    },
    getSnapshot: () => snapshot,
    subscribe(onChange) {
      const listener = (): void => onChange()
      listeners.add(listener)
      mostSubscribers = Math.max(mostSubscribers, listeners.size)
      return () => listeners.delete(listener)
    },
    async dispatch(command): Promise<Receipt> {
      commands.push(command)
      const code = refusal
      await held
      if (code === null) return { ok: true }
      return { ok: false, error: toErrorData(new EngineError(code, `The engine refused ${command.type}.`)) }
    },
    async query<Q extends Query>(query: Q): Promise<Answer<Q['type']>> {
      queries.push(query)
      if (query.type === 'plan' || query.type === 'storage') {
        const value =
          query.type === 'plan' ? { ...A_PLAN, id: query.model.id, ...room.plan } : { ...A_STORAGE, ...room.storage }
        return { ok: true, value } as Answer<Q['type']>
      }
      if (query.type !== 'availability') {
        return { ok: false, error: toErrorData(new EngineError('unsupported', 'No places.')) }
      }
      const known = disk.get(query.model.id)
      if (typeof known === 'string') {
        return { ok: false, error: toErrorData(new EngineError(known, 'Cannot look.', { retryable: false })) }
      }
      const value: Availability = {
        id: query.model.id,
        status: 'missing',
        bytes: 0,
        totalBytes: null,
        revision: null,
        verified: false,
        ...known,
      }
      return { ok: true, value } as Answer<Q['type']>
    },
    close: async () => {},
  }
}

const A_PLAN: Omit<Plan, 'id'> = {
  totalBytes: 1000,
  presentBytes: 0,
  sharedBytes: 0,
  bytesToFetch: 1000,
  freeBytes: 5000,
  freeBytesAfter: 4000,
  missingBytes: 0,
  estimatedMs: null,
  hosts: ['example.test'],
  metered: false,
}

const A_STORAGE: Storage = { models: [], orphans: [], freeBytes: 5000 }

export function aDownload(id: string, partial: Partial<Download> = {}): Download {
  return {
    id,
    name: null,
    revision: null,
    status: 'downloading',
    priority: 'normal',
    position: null,
    totalBytes: 1000,
    receivedBytes: 100,
    committedBytes: 50,
    verifiedBytes: 0,
    bytesPerSecond: null,
    averageBytesPerSecond: null,
    timeLeftMs: null,
    elapsedMs: 0,
    fetchedBytes: 0,
    fetchedBytesInAll: 0,
    wastedBytes: 0,
    connections: 0,
    reason: null,
    untilMs: null,
    attempt: 0,
    retries: 0,
    error: null,
    restarts: 0,
    unverified: false,
    updateAvailable: null,
    updating: false,
    startNow: false,
    allowMetered: false,
    files: [],
    createdAtMs: 0,
    ...partial,
  }
}
