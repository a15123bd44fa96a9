import type { Clock } from '../../ports/clock.js'

// setTimeout takes a signed 32-bit number and fires at once beyond it.
const LONGEST_MS = 2 ** 31 - 1

/** The browser's time. In a worker, whose timers a hidden tab does not slow down. */
export const browserClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  setTimer(delayMs, callback) {
    let timer = 0
    const arm = (leftMs: number): void => {
      const stepMs = Math.min(Math.max(leftMs, 0), LONGEST_MS)
      timer = setTimeout(() => (leftMs > stepMs ? arm(leftMs - stepMs) : callback()), stepMs)
    }
    arm(Math.ceil(delayMs))
    return () => clearTimeout(timer)
  },
}
