import { SPEED_SAMPLES } from '../../engine/core/speed-history.js'

/** A speed history as two paths, on a ground of 179 by 100 whose right edge is the present. */
export interface SpeedGraph {
  readonly area: string
  readonly line: string
  /** What the upper edge stands for, bytes per second: a round number above the highest. */
  readonly top: number
  /** Bytes per second. */
  readonly now: number
  /** Bytes per second. */
  readonly peak: number
}

/** Draws samples, oldest first, bytes per second. */
export function graphOf(samples: readonly number[]): SpeedGraph {
  const peak = samples.reduce((most, sample) => Math.max(most, sample), 0)
  const top = roundUp(peak)
  const first = SPEED_SAMPLES - samples.length
  const points = samples.map((sample, at) => `${first + at} ${round(100 - (sample / top) * 100)}`)
  const line = points.length === 0 ? '' : `M${points.join('L')}`
  const area = line === '' ? '' : `${line}V100H${first}Z`
  return { area, line, top, now: samples.at(-1) ?? 0, peak }
}

/** 1, 2 or 5 times a power of ten, so that the scale seldom changes and is easy to read. */
function roundUp(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  const step = [1, 2, 5, 10].find((factor) => factor * power >= value) ?? 10
  return step * power
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
