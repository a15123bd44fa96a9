import type { OnReadOpts, Socket } from 'node:net'

/** One read of a socket at most. */
const PAGE_BYTES = 128 * 1024
/** What TLS gives at once: a record. */
const RECORD_BYTES = 16 * 1024
const MOST_FREE = 32

/** Memory that sockets read into, used again and again: 64 KiB of fresh memory a read, as is usual, cost more than all else. */
export interface PagePool {
  /** For `net.connect`: each read is passed on at once. */
  readonly onread: OnReadOpts
  /**
   * For `tls.connect`: the records of one turn of the event loop are put side by side and passed on as one. A record at a time costs a
   * round through the stream and the parser each, and what waits there is joined in fresh memory, which wakes the collector.
   */
  readonly onrecord: OnReadOpts
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
  /** Where the next record goes. */
  filled: number
  /** What was passed on. */
  passed: number
  /** Whether a socket reads into it. */
  isOpen: boolean
}

export function createPagePool(): PagePool {
  const pages = new WeakMap<ArrayBufferLike, Page>()
  const free: Page[] = []
  /** Where each socket's records lie that were not passed on yet; null where it has a new page. */
  const gathering = new WeakMap<Socket, Page | null>()
  /** The page whose rest the socket that was just read goes on with. */
  let rest: Page | null = null

  function open(): Page {
    const page = free.pop() ?? {
      bytes: Buffer.from(new ArrayBuffer(PAGE_BYTES)),
      left: 0,
      filled: 0,
      passed: 0,
      isOpen: true,
    }
    page.left = page.filled = page.passed = 0
    page.isOpen = true
    pages.set(page.bytes.buffer, page)
    return page
  }

  function reuse(page: Page): void {
    if (page.left === 0 && !page.isOpen && free.length < MOST_FREE) free.push(page)
  }

  function passOn(socket: Socket): void {
    const page = gathering.get(socket)
    if (page === undefined || page === null || page.passed === page.filled) return
    const gathered = page.bytes.subarray(page.passed, page.filled)
    page.passed = page.filled
    if (!socket.destroyed) socket.push(gathered)
  }

  /** What lies in the stream unread would be joined with what comes, in fresh memory. */
  function passOnIfRead(socket: Socket): void {
    if (socket.readableLength === 0) passOn(socket)
  }

  function follow(socket: Socket): void {
    const { push, _read } = socket
    socket.push = (chunk, encoding) => {
      // The end of the stream comes in the same turn as the last records, and must not overtake them.
      if (chunk === null) passOn(socket)
      return push.call(socket, chunk, encoding)
    }
    // Called from within read(), which would join what was pushed now with what it is about to give.
    socket._read = (size) => {
      process.nextTick(passOnIfRead, socket)
      _read.call(socket, size)
    }
  }

  function gather(socket: Socket, page: Page, length: number): void {
    if (page.passed === page.filled) setImmediate(passOnIfRead, socket)
    page.filled += length
    page.left += length
    if (!gathering.has(socket)) follow(socket)
    gathering.set(socket, page)
    if (page.filled + RECORD_BYTES <= PAGE_BYTES) {
      rest = page
      return
    }
    page.isOpen = false
    passOn(socket)
    // It may be another's soon.
    gathering.set(socket, null)
  }

  return {
    onread: {
      buffer: () => open().bytes,
      callback(this: Socket, length, bytes) {
        const page = pages.get(bytes.buffer)
        if (page !== undefined) {
          page.left = length
          page.isOpen = false
        }
        return this.push(bytes.subarray(0, length))
      },
    } as OnReadOpts,
    onrecord: {
      // Asked for right after each callback, and once for a new socket.
      buffer() {
        const page = rest ?? open()
        rest = null
        return page.bytes.subarray(page.filled)
      },
      callback(this: Socket, length, bytes) {
        const page = pages.get(bytes.buffer)
        if (page === undefined) return this.push(Uint8Array.from(bytes.subarray(0, length)))
        gather(this, page, length)
        return this.readableLength < this.readableHighWaterMark
      },
    } as OnReadOpts,
    copied(chunk) {
      const page = pages.get(chunk.buffer)
      if (page === undefined) return
      page.left -= chunk.length
      reuse(page)
    },
  }
}
