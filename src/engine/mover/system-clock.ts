import type { Clock } from '../ports/clock.js'

// Every platform has them, and no library that this folder may use declares them.
declare const performance: { now(): number }
declare function setTimeout(callback: () => void, delayMs: number): number
declare function clearTimeout(timer: number): void

/** The clock of the machine, in a page as in Node. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
  timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
}
