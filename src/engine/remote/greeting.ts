import type { BorderClock } from './clock.js'

/** Asks for a snapshot until one comes. */
export interface Greeting {
  begin(): void
  end(): void
}

const FIRST_MS = 3_000
const LAST_MS = 15_000

export function createGreeting(clock: BorderClock, say: () => void): Greeting {
  let cancel: () => void = () => undefined

  function sayAgainIn(ms: number): void {
    cancel = clock.setTimer(ms, () => {
      sayAgainIn(Math.min(ms * 2, LAST_MS))
      say()
    })
  }

  return {
    begin() {
      cancel()
      sayAgainIn(FIRST_MS)
      say()
    },
    end: () => cancel(),
  }
}
