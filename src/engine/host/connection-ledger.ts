import { MOST_LANES } from '../core/lane-control.js'

const MOST_CONNECTIONS = 32

/** Counts connections over all downloads, so that one host never gets more than 16 (or what the platform bears) and the engine never has more than 32. */
export interface ConnectionLedger {
  /** A connection to a host, or null when it has enough. With `isFirst` there is always one: every download moves. */
  take(host: string, isFirst: boolean): (() => void) | null
}

/** @param mostPerHost - Default 16. */
export function createConnectionLedger(mostPerHost: number = MOST_LANES): ConnectionLedger {
  const counts = new Map<string, number>()
  let all = 0
  return {
    take(host, isFirst) {
      const count = counts.get(host) ?? 0
      if (!isFirst && (count >= mostPerHost || all >= MOST_CONNECTIONS)) return null
      counts.set(host, count + 1)
      all += 1
      return () => {
        all -= 1
        const left = (counts.get(host) ?? 1) - 1
        if (left === 0) counts.delete(host)
        else counts.set(host, left)
      }
    },
  }
}
