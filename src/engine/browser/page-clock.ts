import type { BorderClock } from '../remote/clock.js'

const UINT32_RANGE = 0x1_0000_0000

/** The page's clock, and chance that cannot be guessed: ids are made of it. */
export const pageClock: BorderClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  random: () => (crypto.getRandomValues(new Uint32Array(1))[0] as number) / UINT32_RANGE,
}
