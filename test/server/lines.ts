import { createPace, type Pace } from './pace.js'

const TRICKLE = 20_000

/** Rates that all connections to a file share. */
export interface Lines {
  /** Bytes per second; null for no limit. What lies beyond `fastBytes` of the file comes in a trickle, until it is set anew. Default: all is as fast. */
  set(path: string, bytesPerSecond: number | null, fastBytes?: number): void
  /** For an answer that begins at this byte; null where the file has no line of its own. */
  paceOf(path: string, start: number): Pace | null
}

interface Line {
  bytesPerSecond: number | null
  fastBytes: number
  readonly fast: Pace
  readonly slow: Pace
}

export function createLines(): Lines {
  const lines = new Map<string, Line>()

  function lineOf(path: string): Line {
    const line: Line = lines.get(path) ?? {
      bytesPerSecond: null,
      fastBytes: 0,
      fast: createPace(() => line.bytesPerSecond),
      slow: createPace(() => TRICKLE),
    }
    lines.set(path, line)
    return line
  }

  return {
    set(path, bytesPerSecond, fastBytes = Number.POSITIVE_INFINITY) {
      Object.assign(lineOf(path), { bytesPerSecond, fastBytes })
    },
    paceOf(path, start) {
      const line = lines.get(path)
      if (line === undefined) return null
      let at = start
      const now = (): Pace => (at < line.fastBytes ? line.fast : line.slow)
      return {
        sliceBytes: () => now().sliceBytes(),
        spend(bytes, signal) {
          at += bytes
          return now().spend(bytes, signal)
        },
      }
    },
  }
}
