import { COMMANDS, emptySnapshot } from './empty-snapshot.js'

const TOTAL = 4_700_000_000

/** An engine that downloads nothing: a snapshot of so many downloads, all of which are running. `tick` publishes with some of them changed. */
export function createListEngine(count) {
  const listeners = new Set()
  const order = Array.from({ length: count }, (_, at) => `model-${at}`)
  const downloads = Object.fromEntries(order.map((id, at) => [id, aDownload(id, at)]))
  let snapshot = { ...emptySnapshot, revision: 1, link: 'open', capabilities: COMMANDS, order, downloads }
  let seconds = 0

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispatch: async () => ({ ok: true }),
    query: async () => ({
      ok: false,
      error: { name: 'EngineError', code: 'unsupported', message: 'No.', retryable: false, action: null },
    }),
    close: async () => {},
    /** @param {readonly number[] | null} places of what changes; null is all */
    tick(places) {
      const next = { ...snapshot.downloads }
      for (const at of places ?? order.keys()) {
        const id = order[at]
        const last = next[id]
        const receivedBytes = (last.receivedBytes + 1_234_567) % TOTAL
        next[id] = {
          ...last,
          receivedBytes,
          committedBytes: receivedBytes,
          bytesPerSecond: 12_000_000 + ((receivedBytes / 1000) % 900_000),
          timeLeftMs: ((TOTAL - receivedBytes) / 12_345_678) * 1000,
        }
      }
      snapshot = { ...snapshot, revision: snapshot.revision + 1, downloads: next, ...history() }
      for (const listener of [...listeners]) listener()
    },
  }

  function history() {
    seconds += 0.1
    const endsAtMs = Math.floor(seconds) * 1000
    if (endsAtMs === snapshot.speedHistory.endsAtMs) return {}
    const samples = [...snapshot.speedHistory.bytesPerSecond, 12_000_000 + 3_000_000 * Math.sin(seconds)].slice(-180)
    return { speedHistory: { endsAtMs, bytesPerSecond: samples } }
  }
}

function aDownload(id, at) {
  return {
    id,
    name: `Model number ${at + 1}`,
    revision: null,
    status: 'downloading',
    priority: 'normal',
    position: null,
    totalBytes: TOTAL,
    receivedBytes: at * 4_000_000,
    committedBytes: at * 4_000_000,
    verifiedBytes: 0,
    bytesPerSecond: 12_000_000,
    averageBytesPerSecond: 12_000_000,
    timeLeftMs: 300_000,
    elapsedMs: 1000,
    fetchedBytes: 0,
    fetchedBytesInAll: 0,
    wastedBytes: 0,
    connections: 1,
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
    createdAtMs: at,
  }
}
