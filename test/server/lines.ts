import { createPace, type Pace } from './pace.js'

/** Rates that all connections to a file share. */
export interface Lines {
  /** Bytes per second; null for no limit. */
  set(path: string, bytesPerSecond: number | null): void
  /** null where the file has no line of its own. */
  paceOf(path: string): Pace | null
}

export function createLines(): Lines {
  const limits = new Map<string, number | null>()
  const paces = new Map<string, Pace>()
  return {
    set(path, bytesPerSecond) {
      limits.set(path, bytesPerSecond)
      if (!paces.has(path))
        paces.set(
          path,
          createPace(() => limits.get(path) ?? null),
        )
    },
    paceOf: (path) => paces.get(path) ?? null,
  }
}
