import { diffSnapshots, isEmptyPatch } from '../core/diff.js'
import type { EngineSnapshot } from '../core/snapshot.js'
import type { BorderClock } from './clock.js'
import { type DownMessage, PROTOCOL_VERSION } from './protocol.js'
import { toWire } from './snapshot-schema.js'

export interface PublisherOptions {
  readonly clock: BorderClock
  readonly intervalMs: number
  readonly read: () => EngineSnapshot
  readonly canSend: () => boolean
  readonly send: (message: DownMessage) => void
}

/** Keeps one listener in step: a whole snapshot when it asks, then patches, at most one an interval, and the last state always. */
export interface Publisher {
  greet(): void
  /** The engine changed: a patch goes now, or when the interval is over. */
  changed(): void
  /** A patch goes now where there is news: a reply follows that must not overtake it. */
  flush(): void
  stop(): void
}

export function createPublisher({ clock, intervalMs, read, canSend, send }: PublisherOptions): Publisher {
  let sent: EngineSnapshot | null = null
  let sentAtMs = Number.NEGATIVE_INFINITY
  let cancelTimer: (() => void) | null = null

  function stopTimer(): void {
    cancelTimer?.()
    cancelTimer = null
  }

  function flush(): void {
    if (sent === null) return
    stopTimer()
    const next = read()
    const patch = diffSnapshots(sent, next)
    if (isEmptyPatch(patch)) return
    sent = next
    sentAtMs = clock.now()
    send({ type: 'patch', patch })
  }

  function changed(): void {
    if (sent === null || cancelTimer !== null) return
    const waitMs = canSend() ? sentAtMs + intervalMs - clock.now() : intervalMs
    if (waitMs <= 0) return flush()
    cancelTimer = clock.setTimer(Math.min(waitMs, intervalMs), () => {
      cancelTimer = null
      changed()
    })
  }

  return {
    greet() {
      stopTimer()
      sent = read()
      sentAtMs = clock.now()
      send({ type: 'snapshot', version: PROTOCOL_VERSION, snapshot: toWire(sent) })
    },
    changed,
    flush,
    stop: stopTimer,
  }
}
