/** Memory that is written from, used again and again: fresh memory at this rate would keep the collector busy. */
export interface BlockPool {
  take(): Uint8Array
  /** Only once nothing reads from it any more. */
  give(block: Uint8Array): void
}

/** A write at about this size costs the least; one of a mebibyte takes more than twice the processor time on some systems. */
export const BLOCK_BYTES: number = 256 * 1024
/** As many as 16 connections gather and write at once. */
const MOST_KEPT = 48

export function createBlockPool(): BlockPool {
  const free: Uint8Array[] = []
  return {
    take: () => free.pop() ?? new Uint8Array(BLOCK_BYTES),
    give(block) {
      if (free.length < MOST_KEPT) free.push(block)
    },
  }
}
