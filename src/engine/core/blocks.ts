import type { Interval, Intervals } from './intervals.js'
import type { FileBlocks } from './model.js'

/** Indices of the blocks that are covered whole. */
export function wholeBlocks(blocks: FileBlocks, totalBytes: number, written: Intervals): readonly number[] {
  const whole: number[] = []
  for (const [start, end] of written) {
    const first = Math.ceil(start / blocks.size)
    const last = end === totalBytes ? blocks.sha256.length : Math.floor(end / blocks.size)
    for (let index = first; index < last; index += 1) whole.push(index)
  }
  return whole
}

/** Where a block lies; the last one may be shorter. */
export function blockRange(blocks: FileBlocks, totalBytes: number, index: number): Interval {
  const start = index * blocks.size
  return [start, Math.min(totalBytes, start + blocks.size)]
}
