import type { OnReadOpts, Socket } from 'node:net'

/** One read of a socket at most. */
const PAGE_BYTES = 128 * 1024
const MOST_FREE = 32

/** Memory that sockets read into, used again and again: 64 KiB of fresh memory a read, as is usual, cost more than all else. */
export interface PagePool {
  /** For `net.connect` and `tls.connect`. */
  readonly onread: OnReadOpts
  /**
   * Says that a chunk was copied. A page is used again when each of its bytes was: what held other bytes too (a response's head), or was
   * joined with others on the way, is left to the collector, so that nobody can find foreign bytes in a chunk that he kept.
   */
  copied(chunk: Uint8Array): void
}

interface Page {
  readonly bytes: Uint8Array
  /** Bytes read and not copied yet. */
  left: number
}

export function createPagePool(): PagePool {
  const pages = new WeakMap<ArrayBufferLike, Page>()
  const free: Page[] = []

  function add(): Page {
    const page = { bytes: Buffer.from(new ArrayBuffer(PAGE_BYTES)), left: 0 }
    pages.set(page.bytes.buffer, page)
    return page
  }

  return {
    onread: {
      buffer: () => (free.pop() ?? add()).bytes,
      callback(this: Socket, length, bytes) {
        const page = pages.get(bytes.buffer)
        if (page !== undefined) page.left = length
        return this.push(bytes.subarray(0, length))
      },
    } as OnReadOpts,
    copied(chunk) {
      const page = pages.get(chunk.buffer)
      if (page === undefined) return
      page.left -= chunk.length
      if (page.left === 0 && free.length < MOST_FREE) free.push(page)
    },
  }
}
