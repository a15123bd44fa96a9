import { setTimeout as sleep } from 'node:timers/promises'

/** Timers fire late; what was lost to that is made up for, a real pause is not. */
const MAKE_UP_MS = 50

/** Holds a connection, or all that share it, to a rate that may change at any time. */
export interface Pace {
  /** How much to send at once. */
  sliceBytes(): number
  /** Settles when so many bytes may be followed by others. Rejects when aborted. */
  spend(bytes: number, signal: AbortSignal): Promise<void>
}

/** `limit` gives bytes per second, or null for no limit. */
export function createPace(limit: () => number | null): Pace {
  let dueMs = 0
  return {
    sliceBytes() {
      const rate = limit()
      return rate === null ? 65_536 : Math.min(65_536, Math.max(1, Math.floor(rate / 20)))
    },
    async spend(bytes, signal) {
      const rate = limit()
      if (rate === null) return
      dueMs = Math.max(dueMs, performance.now() - MAKE_UP_MS) + (bytes / rate) * 1000
      const wait = dueMs - performance.now()
      if (wait > 1) await sleep(wait, undefined, { signal })
    },
  }
}
