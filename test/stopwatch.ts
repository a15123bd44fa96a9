/** A process that does nothing else is called at least this often, milliseconds. */
const TICK_MS = 20
const MOST_MS = 100

/** Time that this process had: while it stood still, or had no processor, only a tenth of a second counts. */
export interface Stopwatch {
  /** Milliseconds since it was started. */
  elapsedMs(): number
  stop(): void
}

export function startStopwatch(): Stopwatch {
  let lastMs = performance.now()
  let elapsedMs = 0
  const tick = (): void => {
    const nowMs = performance.now()
    elapsedMs += Math.min(MOST_MS, nowMs - lastMs)
    lastMs = nowMs
  }
  const timer = setInterval(tick, TICK_MS)
  return {
    elapsedMs() {
      tick()
      return elapsedMs
    },
    stop: () => clearInterval(timer),
  }
}

/**
 * The shortest time of up to three, each measured only while none was short enough: one process may stand still while another one
 * goes on, but not three times at the wrong moment.
 */
export async function bestOf(limitMs: number, measure: () => Promise<number>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 3 && best >= limitMs; tries += 1) best = Math.min(best, await measure())
  return best
}
