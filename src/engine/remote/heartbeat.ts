import type { BorderClock } from './clock.js'

export interface HeartbeatOptions {
  readonly clock: BorderClock
  /** Asks the other side for a sign of life. */
  readonly ask: () => void
  /** It gave none for {@link SILENT_AFTER} seconds, or no first one for {@link FIRST_SILENT_AFTER}. Called once, until it is heard again. */
  readonly onSilent: () => void
  /** It gave none for {@link FROZEN_AFTER} seconds, or no first one for as long as {@link Heartbeat.begin} was told. Called once. */
  readonly onFrozen: () => void
}

/** Tells a process that stands still from one that has nothing to say. */
export interface Heartbeat {
  /** It was started; `firstWordSeconds` is how long it may take until its first message. */
  begin(firstWordSeconds: number): void
  /** A message came: from now on it is asked, and has to answer soon. */
  heard(): void
  stop(): void
}

const TICK_MS = 1_000
const ASK_AFTER = 2
const SILENT_AFTER = 6
const FROZEN_AFTER = 30
/** A start reads a program and a journal, and may be looked at by a virus scanner: it takes its time. */
const FIRST_SILENT_AFTER = 15

/**
 * Counts seconds that this side lived through, not time that went by: a machine that slept or a page that was busy has
 * heard nothing of the other side either, and gives it the full time anew.
 */
export function createHeartbeat({ clock, ask, onSilent, onFrozen }: HeartbeatOptions): Heartbeat {
  let quiet = 0
  /** How long the first word may take; null once it was said. */
  let firstWord: number | null = null
  let cancel: (() => void) | null = null

  function wait(): void {
    const dueMs = clock.now() + TICK_MS
    cancel = clock.setTimer(TICK_MS, () => {
      wait()
      const isLate = clock.now() > dueMs + TICK_MS
      quiet = isLate ? 0 : quiet + 1
      // One that has not begun to read gains nothing by being asked.
      if (firstWord === null && (quiet >= ASK_AFTER || isLate)) ask()
      if (quiet === (firstWord === null ? SILENT_AFTER : FIRST_SILENT_AFTER)) onSilent()
      if (quiet === (firstWord ?? FROZEN_AFTER)) onFrozen()
    })
  }

  return {
    begin(firstWordSeconds) {
      quiet = 0
      firstWord = firstWordSeconds
      if (cancel === null) wait()
    },
    heard() {
      quiet = 0
      firstWord = null
      if (cancel === null) wait()
    },
    stop() {
      cancel?.()
      cancel = null
      quiet = 0
    },
  }
}
