import { createRandom } from './random.js'

/**
 * Simulated files are cut from one endless, repeating strip of noise. So a chunk of a 20 GB file costs nothing to make
 * (it is a view), and a disk recognises it by its buffer and keeps a note of where it was cut from, not the bytes.
 *
 * The period is a prime, so that bytes written to a wrong place differ from the right ones, whatever the block size.
 */
const PERIOD = 1_048_573

/** The longest view that can be cut at any place. */
export const MAX_NOISE_CHUNK: number = PERIOD

let strip: Uint8Array | null = null

function theStrip(): Uint8Array {
  if (strip === null) {
    const random = createRandom(20_260_105)
    strip = new Uint8Array(PERIOD * 2)
    for (let at = 0; at < PERIOD; at++) strip[at] = random() & 0xff
    strip.copyWithin(PERIOD, 0, PERIOD)
  }
  return strip
}

/** Where on the strip the content of a seed begins. */
export function noiseStart(seed: number): number {
  return createRandom(seed)() % PERIOD
}

/** Up to `length` bytes (at most {@link MAX_NOISE_CHUNK}) of the content that begins at `start`, from `offset` in it. A view: never write to it. */
export function cutNoise(start: number, offset: number, length: number): Uint8Array {
  const from = (start + offset) % PERIOD
  return theStrip().subarray(from, from + Math.min(length, MAX_NOISE_CHUNK))
}

/** Where on the strip a content begins that has `chunk` at `offset`; null for bytes that were not cut from it. */
export function recogniseNoise(chunk: Uint8Array, offset: number): number | null {
  if (strip === null || chunk.buffer !== strip.buffer) return null
  return (((chunk.byteOffset - offset) % PERIOD) + PERIOD) % PERIOD
}
