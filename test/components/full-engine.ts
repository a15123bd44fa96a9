import type { Answer, Query } from '../../src/engine/core/command.js'
import { createMemoryEngine, type MemoryEngine } from '../hooks/memory-engine.js'

const SCHEDULE = {
  timeZone: null,
  windows: [{ days: [1], from: '01:00', to: '02:00', bytesPerSecondLimit: null }],
}

/** An engine with some of everything in its queue, and one model and one partial on its disk. */
export function fullEngine(): MemoryEngine {
  const engine = createMemoryEngine({
    speedHistory: { endsAtMs: 2000, bytesPerSecond: [1000, 2000] },
    settings: { concurrency: 2, connections: 'auto', bytesPerSecondLimit: null, schedule: SCHEDULE, metered: 'ask' },
    capabilities: {
      commands: [
        'pause',
        'pauseAll',
        'resumeAll',
        'move',
        'configure',
        'verify',
        'discard',
        'sweep',
        'remove',
        'adopt',
      ],
      queries: ['storage'],
      settings: ['bytesPerSecondLimit', 'concurrency', 'metered', 'schedule'],
    },
  })
  engine.put({
    a: { name: 'A', status: 'queued', position: 1, totalBytes: 100 },
    b: { name: 'B', status: 'queued', position: 2, totalBytes: 100 },
    c: { name: 'C', status: 'downloading', totalBytes: 100 },
  })
  const { query } = engine
  const stored = { name: null, totalBytes: 100, sharedBytes: 0, modifiedAtMs: 1, lastUsedAtMs: null }
  const value = {
    models: [
      { ...stored, id: 'whole', kind: 'model', bytes: 100 },
      { ...stored, id: 'part', kind: 'partial', bytes: 40 },
    ],
    orphans: [],
    freeBytes: 1000,
  }
  return Object.assign(engine, {
    query: async <Q extends Query>(asked: Q) =>
      asked.type === 'storage' ? ({ ok: true, value } as unknown as Answer<Q['type']>) : query(asked),
  })
}

/** That knows of no download. */
export const emptyEngine = (): MemoryEngine => createMemoryEngine()

/** Of which nothing is on the disk. */
export const emptyDisk = (): MemoryEngine => {
  const engine = fullEngine()
  return Object.assign(engine, {
    query: async <Q extends Query>() =>
      ({ ok: true, value: { models: [], orphans: [], freeBytes: 5 } }) as unknown as Answer<Q['type']>,
  })
}

/** Out of reach. */
export const lostEngine = (): MemoryEngine => {
  const engine = fullEngine()
  engine.change({ link: 'lost' })
  return engine
}
