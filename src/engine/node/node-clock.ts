import type { Clock } from '../ports/clock.js'

// setTimeout takes a signed 32-bit number and fires at once beyond it; a schedule may wait longer than its 24.8 days.
const LONGEST_MS = 2 ** 31 - 1

/** The system's time. A pending timer keeps the process alive until it fired or was called off. */
export function createNodeClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => performance.now(),
    random: () => Math.random(),
    timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
    setTimer(delayMs, callback) {
      let timer: NodeJS.Timeout
      const arm = (leftMs: number): void => {
        const stepMs = Math.min(Math.max(leftMs, 0), LONGEST_MS)
        timer = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : callback()), stepMs)
      }
      arm(Math.ceil(delayMs))
      return () => clearTimeout(timer)
    },
  }
}
