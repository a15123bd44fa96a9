import type { Clock } from '../../ports/clock.js'

export interface Watchdog {
  /** Something came. */
  feed(): void
  /** Nothing is asked for: what does not come until it is fed again is no silence. */
  hold(): void
  stop(): void
}

/** Calls back once when nothing was fed to it for a while. One timer, not one a chunk. */
export function createWatchdog(clock: Clock, patienceMs: number, onSilence: () => void): Watchdog {
  let fedAtMs = clock.elapsed()
  let isHeld = false
  let cancel = clock.setTimer(patienceMs, check)

  function check(): void {
    const left = fedAtMs + patienceMs - clock.elapsed()
    if (isHeld) cancel = clock.setTimer(patienceMs, check)
    else if (left <= 0) onSilence()
    else cancel = clock.setTimer(left, check)
  }

  return {
    feed: () => {
      fedAtMs = clock.elapsed()
      isHeld = false
    },
    hold: () => {
      isHeld = true
    },
    stop: () => cancel(),
  }
}
