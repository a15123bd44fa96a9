'use client'

import { useEngineContext } from './engine-context.js'
import { perStore } from './per-store.js'
import { deriveSource } from './source.js'
import { type SelectOptions, useSource } from './use-selected.js'

/** Speed over all downloads, for a graph. */
export interface SpeedHistoryState {
  /** Bytes per second, oldest first, one a second, at most 180. Empty until a first second is over. */
  readonly samples: readonly number[]
  /** End of the latest sample, epoch milliseconds; null while there is none. */
  readonly endsAtMs: number | null
  /** The highest sample: the top of a graph; 0 where there is none. */
  readonly peakBytesPerSecond: number
  /** Now; null until sampled, and while nothing downloads. */
  readonly bytesPerSecond: number | null
}

/**
 * The speed of all downloads together, second by second. With `select: ({ samples }) => samples` it renders once a second.
 *
 * @param options Picks what is shown, so that nothing else causes a render.
 * @throws Error outside an `EngineProvider`.
 */
export function useSpeedHistory(): SpeedHistoryState
export function useSpeedHistory<T>(options: SelectOptions<SpeedHistoryState, T>): T
export function useSpeedHistory<T>(options?: SelectOptions<SpeedHistoryState, T>): SpeedHistoryState | T {
  return useSource(speedOf(useEngineContext('useSpeedHistory').store), options)
}

const speedOf = /*#__PURE__*/ perStore(({ snapshots }) =>
  deriveSource(
    [snapshots],
    ({ speedHistory, bytesPerSecond }) => [speedHistory, bytesPerSecond],
    ({ bytesPerSecond: samples, endsAtMs }, bytesPerSecond): SpeedHistoryState => ({
      samples,
      endsAtMs,
      peakBytesPerSecond: Math.max(0, ...samples),
      bytesPerSecond,
    }),
  ),
)
