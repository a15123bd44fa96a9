import type { BorderClock } from './clock.js'

// Every platform has these few; declared here alone, so that nothing else of the border can reach a timer.
declare const performance: { now(): number }
declare function setTimeout(callback: () => void, delayMs: number): unknown
declare function clearTimeout(timer: unknown): void
declare const crypto: { getRandomValues(array: Uint32Array): Uint32Array }

const UINT32_RANGE = 0x1_0000_0000

/** The clock of the machine, and chance that cannot be guessed: ids are made of it. */
export const systemClock: BorderClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / UINT32_RANGE,
}

/** Sixteen random bytes as a text: for ids that nobody may guess. */
export function randomId(clock: BorderClock): string {
  return Array.from({ length: 4 }, () => Math.floor(clock.random() * UINT32_RANGE).toString(36)).join('')
}
