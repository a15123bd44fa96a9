import type { Clock } from '../ports/clock.js'
import { createRandom } from './random.js'
import { type RealTimers, runInRealTime } from './real-time.js'
import { settle } from './settle.js'

export interface VirtualClockOptions {
  /** Epoch milliseconds at the start. Default: Monday 5 January 2026, 12:00 UTC. */
  readonly startMs?: number
  /** Seed of `random`. Default 1. */
  readonly seed?: number
  /** IANA name. Default `UTC`. */
  readonly timeZone?: string
}

/** A clock that stands still until it is told to move: a simulated week takes a second, and every run is the same. */
export interface VirtualClock extends Clock {
  /** Moves time on, runs the timers that fall due in their order, and lets promises settle after each. */
  advance(ms: number): Promise<void>
  /**
   * Moves time on from timer to timer until the predicate holds.
   *
   * @throws Error where it still does not after `maxMs` of virtual time (default one hour).
   */
  runUntil(predicate: () => boolean, maxMs?: number): Promise<void>
  /** Lets real time drive the clock, `speed` virtual seconds a second (default 1); gives a function that stops it. */
  flow(speed?: number, timers?: RealTimers): () => void
  /** Puts the clock on or back while timers and `elapsed` stand still, as a sleep does, or a person who sets it. */
  jump(ms: number): void
  /** Lets time go by in which no timer is run, as in a program that is busy or frozen. Those that fell due are late. */
  freeze(ms: number): void
  /** Travels. */
  setTimeZone(timeZone: string): void
  /** Timers not yet due: what keeps a program alive. */
  pendingTimers(): number
}

interface Timer {
  readonly dueMs: number
  readonly callback: () => void
}

const HOUR_MS = 3_600_000

/** A virtual clock. It is the only source of time and chance of the simulated engine. */
export function createVirtualClock(options: VirtualClockOptions = {}): VirtualClock {
  const random = createRandom(options.seed ?? 1)
  const timers = new Set<Timer>()
  /** What `elapsed` tells; timers go by it. */
  let elapsed = 0
  let startMs = options.startMs ?? Date.UTC(2026, 0, 5, 12)
  let timeZone = options.timeZone ?? 'UTC'
  let tail: Promise<void> = Promise.resolve()

  function nextTimer(untilMs: number): Timer | null {
    let next: Timer | null = null
    for (const timer of timers) {
      if (timer.dueMs <= untilMs && (next === null || timer.dueMs < next.dueMs)) next = timer
    }
    return next
  }

  async function run(ms: number, isDone: () => boolean): Promise<void> {
    const untilMs = elapsed + ms
    await settle()
    while (!isDone()) {
      const timer = nextTimer(untilMs)
      if (timer === null) {
        elapsed = Math.max(elapsed, untilMs)
        return
      }
      timers.delete(timer)
      elapsed = Math.max(elapsed, timer.dueMs)
      timer.callback()
      await settle()
    }
  }

  /** One mover at a time: a second one would run timers in the middle of the first one's promises. */
  function inTurn(task: () => Promise<void>): Promise<void> {
    const result = tail.then(task)
    tail = result.catch(() => undefined)
    return result
  }

  const clock: VirtualClock = {
    now: () => startMs + elapsed,
    elapsed: () => elapsed,
    random: () => random() / 0x1_0000_0000,
    timeZone: () => timeZone,
    setTimer(delayMs, callback) {
      const timer = { dueMs: elapsed + Math.max(0, delayMs), callback }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    advance: (ms) => inTurn(() => run(ms, () => false)),
    runUntil: (predicate, maxMs = HOUR_MS) =>
      inTurn(async () => {
        await run(maxMs, predicate)
        if (!predicate()) throw new Error(`Still not so after ${maxMs} ms of virtual time: ${predicate.toString()}`)
      }),
    flow: (speed, realTimers) => runInRealTime(clock, speed, realTimers),
    jump(ms) {
      startMs += ms
    },
    freeze(ms) {
      elapsed += ms
    },
    setTimeZone(next) {
      timeZone = next
    },
    pendingTimers: () => timers.size,
  }
  return clock
}
