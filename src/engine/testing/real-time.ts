import type { VirtualClock } from './virtual-clock.js'

/** The timers of a page or of Node, as far as driving a clock takes them. */
export interface RealTimers {
  setTimeout(callback: () => void, delayMs: number): unknown
  clearTimeout(handle: unknown): void
  readonly performance: { now(): number }
}

const FRAME_MS = 16
/** A page that was in the background for an hour shall not run an hour's timers in one go. */
const MAX_STEP_MS = 1000

/** Moves a virtual clock with the real one until the function it gives is called. */
export function runInRealTime(
  clock: VirtualClock,
  speed = 1,
  timers: RealTimers = globalThis as unknown as RealTimers,
): () => void {
  let isRunning = true
  let lastMs = timers.performance.now()
  let handle: unknown

  function schedule(): void {
    handle = timers.setTimeout(step, FRAME_MS)
  }

  async function step(): Promise<void> {
    const nowMs = timers.performance.now()
    const elapsedMs = Math.min(nowMs - lastMs, MAX_STEP_MS)
    lastMs = nowMs
    await clock.advance(elapsedMs * speed)
    if (isRunning) schedule()
  }

  schedule()
  return () => {
    isRunning = false
    timers.clearTimeout(handle)
  }
}
