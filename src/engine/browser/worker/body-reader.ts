import { BUFFER_BYTES, type BufferPool } from './buffer-pool.js'

/** A read should not keep bytes back for longer than this, milliseconds: progress is shown by them, and a stall is told by their absence. */
const READ_MS = 60
/** A read brings no more than about this much of what is wanted, milliseconds: under a limit, what is read has to be waited for. */
const MOST_MS = 250
const LEAST_READ_BYTES = 64 * 1024

/**
 * The bytes of a body in large pieces: read into buffers that are used again (BYOB), as many at once as the line brings in a moment.
 *
 * @param hooks - `failure` makes the error that a broken body throws; `onEnd` is called once nothing more is read, however it ended.
 */
export function readBody(
  body: ReadableStream<Uint8Array>,
  pool: BufferPool,
  { failure, onEnd }: { readonly failure: (error: unknown) => unknown; readonly onEnd: () => void },
): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const { next, cancel } = readerOf(body, pool)
      return {
        async next() {
          try {
            const value = await next()
            if (value !== null) return { done: false, value }
            onEnd()
            return { done: true, value: undefined }
          } catch (error) {
            onEnd()
            throw failure(error)
          }
        },
        async return() {
          onEnd()
          await cancel()
          return { done: true, value: undefined }
        },
      }
    },
  }
}

interface BodyReader {
  /** Null at the end. */
  next(): Promise<Uint8Array | null>
  cancel(): Promise<void>
}

function readerOf(body: ReadableStream<Uint8Array>, pool: BufferPool): BodyReader {
  let byob: ReadableStreamBYOBReader
  try {
    byob = body.getReader({ mode: 'byob' })
  } catch {
    // Some browsers' bodies give only buffers of their own.
    const reader = body.getReader()
    return {
      next: async () => (await reader.read()).value ?? null,
      cancel: () => reader.cancel().catch(() => undefined),
    }
  }
  let min = 1
  let most = BUFFER_BYTES
  let endedMs = performance.now()
  return {
    async next() {
      const startedMs = performance.now()
      const { value, done } = await byob.read(pool.take().subarray(0, most), { min })
      if (value !== undefined && value.byteLength > 0) {
        const nowMs = performance.now()
        const bytesPerMs = value.byteLength / Math.max(nowMs - startedMs, 0.5)
        // With the time that the consumer took.
        const wantedPerMs = value.byteLength / Math.max(nowMs - endedMs, 0.5)
        most = Math.max(LEAST_READ_BYTES, Math.min(BUFFER_BYTES, Math.floor(wantedPerMs * MOST_MS)))
        min = Math.max(1, Math.min(most, value.byteLength * 4, Math.floor(bytesPerMs * READ_MS)))
        endedMs = nowMs
        return value
      }
      if (value !== undefined) pool.give(value)
      return done ? null : new Uint8Array(0)
    },
    cancel: () => byob.cancel().catch(() => undefined),
  }
}
