import { MOST_LANES } from '../core/lane-control.js'

const MOST_CONNECTIONS = 32

/**
 * Counts connections over all downloads, so that one host never gets more than 16 (or what the platform bears) and the engine never has
 * more than 32, and that downloads from one host get as many as each other.
 */
export interface ConnectionLedger {
  /**
   * A connection to a host, or null when it has enough. With `isFirst` there is always one: every download moves.
   *
   * @param holder - The download's run.
   */
  take(host: string, isFirst: boolean, holder: object): (() => void) | null
  /** Whether a holder has more than its share of a host while another one is waiting for one of them. */
  isOver(host: string, holder: object): boolean
}

interface Host {
  readonly counts: Map<object, number>
  /** Who was refused with less than a share, and has got none since. */
  readonly waiting: Set<object>
}

/** @param mostPerHost - Default 16. */
export function createConnectionLedger(mostPerHost: number = MOST_LANES): ConnectionLedger {
  const hosts = new Map<string, Host>()
  let all = 0

  const shareOf = ({ counts }: Host): number => Math.max(1, Math.floor(mostPerHost / Math.max(1, counts.size)))
  const isAwaited = ({ waiting }: Host, holder: object): boolean => waiting.size > (waiting.has(holder) ? 1 : 0)
  const countOf = ({ counts }: Host): number => [...counts.values()].reduce((sum, count) => sum + count, 0)

  function release(name: string, host: Host, holder: object): void {
    all -= 1
    const left = (host.counts.get(holder) ?? 1) - 1
    // Who lets one go needs no other: it says so again if it does.
    host.waiting.delete(holder)
    if (left > 0) host.counts.set(holder, left)
    else host.counts.delete(holder)
    if (host.counts.size === 0) hosts.delete(name)
  }

  return {
    take(name, isFirst, holder) {
      const host = hosts.get(name) ?? { counts: new Map(), waiting: new Set() }
      const had = host.counts.get(holder) ?? 0
      const isFull = countOf(host) >= mostPerHost || all >= MOST_CONNECTIONS
      // What another gives back for one that waits is not for a third that has its share.
      if (!isFirst && (isFull || (isAwaited(host, holder) && had >= shareOf(host)))) {
        if (had > 0 && had < shareOf(host)) host.waiting.add(holder)
        return null
      }
      hosts.set(name, host)
      host.counts.set(holder, had + 1)
      host.waiting.delete(holder)
      all += 1
      return () => release(name, host, holder)
    },
    isOver(name, holder) {
      const host = hosts.get(name)
      return host !== undefined && isAwaited(host, holder) && (host.counts.get(holder) ?? 0) > shareOf(host)
    },
  }
}
