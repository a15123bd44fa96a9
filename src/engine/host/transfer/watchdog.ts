import type { Clock } from '../../ports/clock.js'

export interface Watchdog {
  /** Something came. */
  feed(): void
  stop(): void
}

/** Calls back once when nothing was fed to it for a while. One timer, not one a chunk. */
export function createWatchdog(clock: Clock, patienceMs: number, onSilence: () => void): Watchdog {
  let fedAtMs = clock.now()
  let cancel = clock.setTimer(patienceMs, check)

  function check(): void {
    const left = fedAtMs + patienceMs - clock.now()
    if (left <= 0) onSilence()
    else cancel = clock.setTimer(left, check)
  }

  return {
    feed: () => {
      fedAtMs = clock.now()
    },
    stop: () => cancel(),
  }
}
