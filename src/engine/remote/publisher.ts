import { isEmptyPatch } from '../core/diff.js'
import type { EngineSnapshot } from '../core/snapshot.js'
import type { BorderClock } from './clock.js'
import { type DownMessage, PROTOCOL_VERSION } from './protocol.js'
import { toWire } from './snapshot-schema.js'
import { toWirePatch } from './wire-patch.js'

export interface PublisherOptions {
  readonly clock: BorderClock
  readonly intervalMs: number
  /** The id of the memory of commands, for every snapshot. */
  readonly host: string
  readonly read: () => EngineSnapshot
  readonly messages: PublishedMessages
  readonly canSend: () => boolean
  readonly send: (message: DownMessage) => void
}

/** Keeps one listener in step: a whole snapshot when it asks, then patches, at most one an interval, and the last state always. */
export interface Publisher {
  /** A snapshot goes now; where one went just now or the listener is slow to read, a little later. */
  greet(): void
  /** The engine changed: a patch goes now, or when the interval is over. */
  changed(): void
  /** A patch goes now where there is news: a reply follows that must not overtake it. */
  flush(): void
  /** Of what went last, or goes next where a snapshot is due; null before the first. */
  revision(): number | null
  stop(): void
}

/** What was made for one listener, for the next one in the same step: with a thousand of them, nearly all are. */
export interface PublishedMessages {
  snapshot(snapshot: EngineSnapshot, host: string): DownMessage
  /** null where there is no news. */
  patch(base: EngineSnapshot, next: EngineSnapshot): DownMessage | null
}

/** From the first silence to the second; then twice as long each time, up to the last. */
const FIRST_PULSE_MS = 1_000
const LAST_PULSE_MS = 15_000

export function createPublishedMessages(): PublishedMessages {
  const snapshots = new WeakMap<EngineSnapshot, DownMessage>()
  const patches = new WeakMap<EngineSnapshot, { readonly next: EngineSnapshot; readonly message: DownMessage | null }>()
  return {
    snapshot(snapshot, host) {
      const known = snapshots.get(snapshot)
      if (known !== undefined) return known
      const message = { type: 'snapshot', version: PROTOCOL_VERSION, host, snapshot: toWire(snapshot) } as const
      snapshots.set(snapshot, message)
      return message
    },
    patch(base, next) {
      const known = patches.get(base)
      if (known?.next === next) return known.message
      const patch = toWirePatch(base, next)
      const message = isEmptyPatch(patch) && patch.progress === undefined ? null : ({ type: 'patch', patch } as const)
      patches.set(base, { next, message })
      return message
    },
  }
}

export function createPublisher(options: PublisherOptions): Publisher {
  const { clock, intervalMs, host, read, messages, canSend, send } = options
  let sent: EngineSnapshot | null = null
  let sentAtMs = Number.NEGATIVE_INFINITY
  let greetedAtMs = Number.NEGATIVE_INFINITY
  let isGreetDue = false
  let cancelTimer: (() => void) | null = null
  let cancelPulse: () => void = () => undefined

  function stopTimer(): void {
    cancelTimer?.()
    cancelTimer = null
  }

  function wait(waitMs: number): void {
    cancelTimer ??= clock.setTimer(Math.min(Math.max(waitMs, 1), intervalMs), () => {
      cancelTimer = null
      if (isGreetDue) greet()
      else changed()
    })
  }

  function put(message: DownMessage): void {
    sentAtMs = clock.elapsed()
    send(message)
    pulseIn(FIRST_PULSE_MS)
  }

  /** The last patch of all may have been lost, and a listener cannot tell a quiet engine from a dead one. */
  function pulseIn(ms: number): void {
    cancelPulse()
    cancelPulse = clock.setTimer(ms, () => {
      if (sent !== null && canSend()) send({ type: 'pulse', revision: sent.revision })
      pulseIn(Math.min(ms * 2, LAST_PULSE_MS))
    })
  }

  function flush(): void {
    if (sent === null || isGreetDue) return
    stopTimer()
    const next = read()
    const message = messages.patch(sent, next)
    if (message === null) return
    sent = next
    put(message)
  }

  function changed(): void {
    if (sent === null || cancelTimer !== null) return
    const waitMs = canSend() ? sentAtMs + intervalMs - clock.elapsed() : intervalMs
    if (waitMs <= 0) return flush()
    wait(waitMs)
  }

  function greet(): void {
    const waitMs = canSend() ? greetedAtMs + intervalMs - clock.elapsed() : intervalMs
    isGreetDue = waitMs > 0
    // A snapshot may be a thousand times as large as the hello that asks for it.
    if (isGreetDue) return wait(waitMs)
    stopTimer()
    sent = read()
    greetedAtMs = clock.elapsed()
    put(messages.snapshot(sent, host))
  }

  return {
    greet,
    changed,
    flush,
    revision: () => (isGreetDue ? read().revision : (sent?.revision ?? null)),
    stop() {
      stopTimer()
      cancelPulse()
    },
  }
}
