import type { Clock } from '../ports/clock.js'

/** Failures so close together are one: lanes that asked at the same time, milliseconds. */
const ONE_FAILURE_MS = 1_000

/** What an engine remembers of the places that files come from, beyond one run. */
export interface SourceLedger {
  /** A request for a URL failed; `askedMs` is for how long its server asked to be left alone. */
  failed(url: string, askedMs: number): void
  /** A request for a URL brought bytes. */
  answered(url: string): void
  /** How often in a row it has failed. */
  failures(url: string): number
  /** Until when its server asked to be left alone, by the clock's `elapsed`; 0 where it did not. */
  restsUntilMs(url: string): number
}

export function createSourceLedger(clock: Clock): SourceLedger {
  const failures = new Map<string, { readonly count: number; readonly atMs: number }>()
  /** By origin: what a server asks for is not about one file. */
  const rests = new Map<string, number>()

  return {
    failed(url, askedMs) {
      const nowMs = clock.elapsed()
      const known = failures.get(url)
      if (known === undefined || nowMs - known.atMs >= ONE_FAILURE_MS)
        failures.set(url, { count: (known?.count ?? 0) + 1, atMs: nowMs })
      if (askedMs > 0) rests.set(originOf(url), Math.max(rests.get(originOf(url)) ?? 0, nowMs + askedMs))
    },
    answered(url) {
      failures.delete(url)
      rests.delete(originOf(url))
    },
    failures: (url) => failures.get(url)?.count ?? 0,
    restsUntilMs: (url) => rests.get(originOf(url)) ?? 0,
  }
}

function originOf(url: string): string {
  return new URL(url).origin
}
