import type { BorderClock } from './clock.js'

/** `taken`; `refused`: too many in this second; `ignored`: so many that even refusals would be work. */
export type Admission = 'taken' | 'refused' | 'ignored'

/** Counts one listener's messages in windows of a second. */
export function createMessageRate(clock: BorderClock, perSecond: number): () => Admission {
  let windowStartMs = Number.NEGATIVE_INFINITY
  let inWindow = 0
  return () => {
    if (clock.elapsed() - windowStartMs >= 1000) {
      windowStartMs = clock.elapsed()
      inWindow = 0
    }
    inWindow += 1
    if (inWindow <= perSecond) return 'taken'
    return inWindow <= 2 * perSecond ? 'refused' : 'ignored'
  }
}
