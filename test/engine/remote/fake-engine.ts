import type { Answer, Command, Query, Receipt } from '../../../src/engine/core/command.js'
import type { Download } from '../../../src/engine/core/download.js'
import type { Engine } from '../../../src/engine/core/engine.js'
import { type EngineSnapshot, INITIAL_SNAPSHOT } from '../../../src/engine/core/snapshot.js'

/** The far end of a border, where the border is what is tested: it records what reaches it and shows what it is told. */
export interface FakeEngine extends Engine {
  readonly commands: Command[]
  readonly queries: Query[]
  listeners(): number
  show(change: Partial<EngineSnapshot>): void
  showDownload(change: Partial<Download> & { readonly id: string }): void
  /** What `dispatch` does after recording. Default: takes everything. */
  onCommand: (command: Command) => Promise<Receipt>
  onQuery: (query: Query) => Promise<Answer>
}

export function aDownload(change: Partial<Download> & { readonly id: string }): Download {
  return {
    name: null,
    revision: null,
    status: 'queued',
    priority: 'normal',
    position: 1,
    totalBytes: 1000,
    receivedBytes: 0,
    committedBytes: 0,
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
    files: [{ path: 'model.onnx', totalBytes: 1000, receivedBytes: 0 }],
    createdAtMs: 1_767_614_400_000,
    ...change,
  }
}

export function createFakeEngine(): FakeEngine {
  const subscribers = new Set<() => void>()
  let snapshot: EngineSnapshot = {
    ...INITIAL_SNAPSHOT,
    link: 'open',
    capabilities: {
      commands: ['download', 'pause', 'resume', 'cancel', 'retry', 'remove', 'prioritize', 'move', 'configure'],
      queries: ['availability', 'plan', 'storage', 'locate'],
      settings: ['concurrency', 'metered'],
    },
  }

  const engine: FakeEngine = {
    commands: [],
    queries: [],
    listeners: () => subscribers.size,
    show(change) {
      snapshot = { ...snapshot, revision: snapshot.revision + 1, ...change }
      for (const subscriber of [...subscribers]) subscriber()
    },
    showDownload(change) {
      const before = snapshot.downloads[change.id]
      const order = before === undefined ? [...snapshot.order, change.id] : snapshot.order
      const download = before === undefined ? aDownload(change) : { ...before, ...change }
      engine.show({ downloads: { ...snapshot.downloads, [change.id]: download }, order })
    },
    onCommand: async () => ({ ok: true }),
    onQuery: async () => ({ ok: true, value: null }),
    getSnapshot: () => snapshot,
    subscribe(onChange) {
      const subscriber = () => onChange()
      subscribers.add(subscriber)
      return () => {
        subscribers.delete(subscriber)
      }
    },
    dispatch(command) {
      engine.commands.push(command)
      return engine.onCommand(command)
    },
    query: <Q extends Query>(query: Q) => {
      engine.queries.push(query)
      return engine.onQuery(query) as Promise<Answer<Q['type']>>
    },
    close: async () => engine.show({ link: 'closed' }),
  }
  return engine
}
