import type { Clock } from '../../ports/clock.js'

/** A few times a second, whatever the speed, and while nothing moves too: that is how a stall shows. */
const REPORT_MS = 100

/** Calls back at a steady pace until it is stopped. */
export function createWatch(clock: Clock, onTick: () => void): { stop(): void } {
  let cancel = clock.setTimer(REPORT_MS, tick)
  function tick(): void {
    onTick()
    cancel = clock.setTimer(REPORT_MS, tick)
  }
  return { stop: () => cancel() }
}
