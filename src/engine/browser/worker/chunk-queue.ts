/** So much of what was written may wait in memory to be hashed; whoever writes on top of it waits. */
const MOST_HELD_BYTES = 8 * 1024 * 1024

/** Chunks that were just written and are to be hashed: what is in memory need not be read from the file again. */
export interface ChunkQueue {
  /** The offset before which all is written. */
  readonly reach: number
  noteWritten(offset: number): void
  /**
   * Keeps a chunk that was written, if all before it is: what a gap is before would wait for who knows how long. A promise holds back who wrote it while too
   * much is kept: hashing takes as long either way, and is soonest done if nothing else keeps the processor from it.
   *
   * @param sent - How far the hashing has come.
   */
  offer(sent: number, offset: number, chunk: Uint8Array): Promise<void> | boolean
  /** Takes the chunk that begins at an offset; null where there is none. */
  take(offset: number): Uint8Array | null
  /** Where the next chunk at or after an offset begins; null where there is none. */
  nextFrom(offset: number): number | null
  /** Takes no more, and holds nobody back. What is kept stays. */
  end(): void
}

export function createChunkQueue(from: number): ChunkQueue {
  /** In their order. */
  const held: { readonly offset: number; readonly chunk: Uint8Array }[] = []
  const waiting = new Set<() => void>()
  let heldBytes = 0
  let reach = from
  let isEnded = false

  function relieve(): void {
    for (const go of waiting) go()
    waiting.clear()
  }

  return {
    get reach() {
      return reach
    },
    noteWritten(offset) {
      reach = Math.max(reach, offset)
    },
    offer(sent, offset, chunk) {
      // Behind a long way to go nobody is held back: the bytes of a resume come beside the hashing of what was there.
      if (isEnded || offset !== reach || offset - sent > 2 * MOST_HELD_BYTES) return false
      held.push({ offset, chunk })
      heldBytes += chunk.byteLength
      reach += chunk.byteLength
      return heldBytes <= MOST_HELD_BYTES ? true : new Promise<void>((resolve) => waiting.add(resolve))
    },
    take(offset) {
      while (held[0] !== undefined && held[0].offset < offset)
        heldBytes -= (held.shift() as { chunk: Uint8Array }).chunk.byteLength
      const [first] = held
      if (first?.offset !== offset) return null
      held.shift()
      heldBytes -= first.chunk.byteLength
      if (heldBytes <= MOST_HELD_BYTES) relieve()
      return first.chunk
    },
    nextFrom(offset) {
      return held.find((piece) => piece.offset >= offset)?.offset ?? null
    },
    end() {
      isEnded = true
      relieve()
    },
  }
}
