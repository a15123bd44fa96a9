import { emptyQueue, type FairQueue, joinQueue, leaveQueue, nextTurn } from '../core/fair-queue.js'
import {
  isReady,
  mostAtOnce,
  readyInMs,
  refill,
  setRate,
  spend,
  startBucket,
  type TokenBucket,
} from '../core/token-bucket.js'
import type { Clock } from '../ports/clock.js'

/** A connection that may bring less than this a second is not worth having, bytes. */
const LEAST_PER_LANE = 256 * 1024
/** A download that waited for the limit this long ago is still held by it: a wait is shorter than a look, milliseconds. */
const HELD_MS = 500

/** The limit over all downloads together. */
export interface Bandwidth {
  /** Bytes per second; null for none, 0 for no byte at all. Takes hold at once. */
  setLimit(bytesPerSecond: number | null): void
  /** How many of the bytes that came are to be counted and paid for at once; null for all of them. */
  mostAtOnce(): number | null
  /**
   * Pays for bytes that came, {@link mostAtOnce} of them: more, where the limit was lowered meanwhile, cost no more. `undefined`: go on;
   * else settles when the next may be read. Until then nothing is read from the socket, so that the sender slows down. When aborted it
   * settles at once.
   */
  pay(id: string, bytes: number, signal: AbortSignal): Promise<void> | undefined
  /** Whether the limit, and nothing else, is what a download waits for, or would if it had bytes. */
  isHolding(id: string): boolean
  /** How many connections are of use to one download under the limit; null where there is none. */
  mostLanes(): number | null
}

interface Waiter {
  readonly bytes: number
  readonly go: () => void
}

/** @param weightOf a download's share among those that wait for the limit. */
export function createBandwidth(clock: Clock, weightOf: (id: string) => number): Bandwidth {
  const heldAtMs = new Map<string, number>()
  let bucket: TokenBucket | null = null
  let queue: FairQueue<Waiter> = emptyQueue()
  let cancelTimer: (() => void) | null = null

  function charge(limited: TokenBucket, bytes: number): TokenBucket {
    return spend(limited, Math.min(bytes, mostAtOnce(limited.rate)))
  }

  function serve(): void {
    cancelTimer?.()
    cancelTimer = null
    if (bucket !== null) bucket = refill(bucket, clock.elapsed())
    for (let next = nextTurn(queue); next !== null; next = nextTurn(queue)) {
      if (bucket !== null && !isReady(bucket)) break
      queue = next.queue
      if (bucket !== null) bucket = charge(bucket, next.turn.item.bytes)
      next.turn.item.go()
    }
    const waitMs = queue.waiting.length === 0 || bucket === null ? null : readyInMs(bucket)
    if (waitMs !== null) cancelTimer = clock.setTimer(waitMs, serve)
  }

  function wait(id: string, bytes: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiter: Waiter = { bytes, go: done }
      function done(): void {
        signal.removeEventListener('abort', leave)
        heldAtMs.set(id, clock.elapsed())
        resolve()
      }
      function leave(): void {
        queue = leaveQueue(queue, waiter)
        if (bucket !== null) bucket = charge(bucket, bytes)
        done()
        serve()
      }
      signal.addEventListener('abort', leave, { once: true })
      queue = joinQueue(queue, waiter, id, bytes, weightOf(id))
      if (cancelTimer === null) serve()
    })
  }

  return {
    setLimit(limit) {
      const nowMs = clock.elapsed()
      if (limit === null) heldAtMs.clear()
      if (limit === null) bucket = null
      else bucket = bucket === null ? startBucket(limit, nowMs) : setRate(bucket, limit, nowMs)
      serve()
    },
    mostAtOnce: () => (bucket === null || bucket.rate === 0 ? null : mostAtOnce(bucket.rate)),
    pay(id, bytes, signal) {
      if (bucket === null) return undefined
      bucket = refill(bucket, clock.elapsed())
      const isFree = queue.waiting.length === 0 && isReady(bucket)
      if (!isFree && !signal.aborted) return wait(id, bytes, signal)
      bucket = charge(bucket, bytes)
      return undefined
    },
    isHolding(id) {
      if (bucket === null) return false
      const nowMs = clock.elapsed()
      const wasHeld = nowMs - (heldAtMs.get(id) ?? Number.NEGATIVE_INFINITY) < HELD_MS
      return wasHeld || !isReady(refill(bucket, nowMs)) || queue.waiting.some(({ party }) => party === id)
    },
    mostLanes() {
      if (bucket === null) return null
      const parties = new Set(queue.waiting.map(({ party }) => party)).size
      return Math.max(1, Math.floor(bucket.rate / Math.max(1, parties) / LEAST_PER_LANE))
    },
  }
}
