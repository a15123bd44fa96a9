import type { BorderClock } from '../remote/clock.js'

const UINT32_RANGE = 0x1_0000_0000

/** The clock of the machine, and chance that cannot be guessed: ids are made of it. */
export const systemClock: BorderClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  random: () => (globalThis.crypto.getRandomValues(new Uint32Array(1))[0] as number) / UINT32_RANGE,
}
