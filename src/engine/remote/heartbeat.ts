import type { BorderClock } from './clock.js'

export interface HeartbeatOptions {
  readonly clock: BorderClock
  /** Asks the other side for a sign of life. */
  readonly ask: () => void
  /** It gave none for {@link SILENT_AFTER} seconds. Called once, until it is heard again. */
  readonly onSilent: () => void
  /** It gave none for {@link FROZEN_AFTER} seconds. Called once. */
  readonly onFrozen: () => void
}

/** Tells a process that stands still from one that has nothing to say. */
export interface Heartbeat {
  /** A message came; the first one begins the watch, since a start may take long. */
  heard(): void
  stop(): void
}

const TICK_MS = 1_000
const ASK_AFTER = 2
const SILENT_AFTER = 6
const FROZEN_AFTER = 30

/**
 * Counts seconds that this side lived through, not time that went by: a machine that slept or a page that was busy has
 * heard nothing of the other side either, and gives it the full time anew.
 */
export function createHeartbeat({ clock, ask, onSilent, onFrozen }: HeartbeatOptions): Heartbeat {
  let quiet = 0
  let cancel: (() => void) | null = null

  function wait(): void {
    const dueMs = clock.now() + TICK_MS
    cancel = clock.setTimer(TICK_MS, () => {
      wait()
      const isLate = clock.now() > dueMs + TICK_MS
      quiet = isLate ? 0 : quiet + 1
      if (quiet >= ASK_AFTER || isLate) ask()
      if (quiet === SILENT_AFTER) onSilent()
      if (quiet === FROZEN_AFTER) onFrozen()
    })
  }

  return {
    heard() {
      quiet = 0
      if (cancel === null) wait()
    },
    stop() {
      cancel?.()
      cancel = null
      quiet = 0
    },
  }
}
