/**
 * A seeded stream of 32-bit numbers: Marsaglia's xorshift32 (https://www.jstatsoft.org/article/view/v008i14).
 * Good enough to vary delays and fill files, and the same on every machine.
 */
export function createRandom(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x6d2b79f5) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
}
