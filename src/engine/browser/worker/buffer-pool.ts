/** The size of one read and one write. */
export const BUFFER_BYTES: number = 1024 * 1024

const MOST_KEPT = 16

/** Buffers that were read into and written out, to be read into again: allocating one a read costs more than the read. */
export interface BufferPool {
  take(): Uint8Array<ArrayBuffer>
  /** Takes back what fills a whole buffer; all else is left to the garbage collector. */
  give(bytes: Uint8Array): void
}

export function createBufferPool(): BufferPool {
  const free: ArrayBuffer[] = []
  return {
    take: () => new Uint8Array(free.pop() ?? new ArrayBuffer(BUFFER_BYTES)),
    give({ buffer }) {
      const isOurs = buffer instanceof ArrayBuffer && buffer.byteLength === BUFFER_BYTES
      if (isOurs && free.length < MOST_KEPT && !free.includes(buffer)) free.push(buffer)
    },
  }
}
