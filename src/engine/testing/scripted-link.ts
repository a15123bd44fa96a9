import { EngineError } from '../core/errors.js'
import type { Clock } from '../ports/clock.js'
import type { SparseBytes } from './sparse-bytes.js'

/** How often a connection delivers bytes, milliseconds. */
const TICK_MS = 50

/** The line between the engine and all servers: one speed, shared by whoever is receiving. */
export interface ScriptedLink {
  /** Bytes per second of all connections together; null for no limit, 0 for a stall. */
  setSpeed(bytesPerSecond: number | null): void
  speed(): number | null
  /** Bytes that all connections delivered so far. */
  deliveredBytes(): number
  /** Breaks every connection; what asks for bytes gets a `network` error. */
  cut(): void
  /** The bytes [from, to) of a content, as they arrive; ends with `network` after `cutAt`, never again moves after `stallAt`. */
  stream(content: SparseBytes, plan: StreamPlan, signal: AbortSignal): AsyncIterable<Uint8Array>
}

export interface StreamPlan {
  readonly from: number
  readonly to: number
  readonly cutAt: number | null
  readonly stallAt: number | null
  /** From here on a byte comes at each delivery, twenty a second. */
  readonly dripAt: number | null
}

/** The error of a connection that broke. */
export function connectionLost(): EngineError {
  return new EngineError('network', 'The connection was lost. It is tried again by itself.')
}

/** A line at a given speed. */
export function createScriptedLink(clock: Clock, bytesPerSecond: number | null): ScriptedLink {
  const waiting = new Set<(error?: unknown) => void>()
  let speed = bytesPerSecond
  let cuts = 0
  let delivered = 0

  /** Waits for the next delivery; rejects when the line is cut or the request aborted. */
  function delivery(signal: AbortSignal, isStalled: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => done(signal.reason)
      const stopTimer = isStalled || speed === 0 ? null : clock.setTimer(TICK_MS, () => done())
      function done(error?: unknown): void {
        waiting.delete(done)
        signal.removeEventListener('abort', onAbort)
        stopTimer?.()
        if (error === undefined) resolve()
        else reject(error)
      }
      waiting.add(done)
      signal.addEventListener('abort', onAbort)
    })
  }

  async function* stream(content: SparseBytes, plan: StreamPlan, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const cutsAtStart = cuts
    let at = plan.from
    let credit = 0
    while (at < plan.to) {
      signal.throwIfAborted()
      if (cuts !== cutsAtStart || at === plan.cutAt) throw connectionLost()
      const isStalled = at === plan.stallAt
      if (isStalled || (speed !== null && credit < 1)) {
        const sinceMs = clock.elapsed()
        await delivery(signal, isStalled)
        const sharing = waiting.size + 1
        credit += (((speed ?? 0) / sharing) * Math.min(clock.elapsed() - sinceMs, TICK_MS)) / 1000
        continue
      }
      const isDripping = plan.dripAt !== null && at >= plan.dripAt
      if (isDripping) await delivery(signal, false)
      const stop = Math.min(
        plan.to,
        plan.cutAt ?? plan.to,
        plan.stallAt ?? plan.to,
        isDripping ? at + 1 : (plan.dripAt ?? plan.to),
      )
      const wanted = speed === null ? stop - at : Math.min(stop - at, Math.floor(credit))
      const chunk = content.chunk(at, wanted)
      at += chunk.length
      credit -= chunk.length
      delivered += chunk.length
      yield chunk
    }
  }

  return {
    speed: () => speed,
    deliveredBytes: () => delivered,
    setSpeed(next) {
      speed = next
      for (const wake of [...waiting]) wake()
    },
    cut() {
      cuts += 1
      for (const fail of [...waiting]) fail(connectionLost())
    },
    stream,
  }
}
