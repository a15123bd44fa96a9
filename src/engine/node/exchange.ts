import type { Dispatcher } from 'undici'
import type { HttpRequest, HttpResponse, TakeChunk } from '../ports/http.js'
import { bodyError } from './network-error.js'

const DRAIN_BYTES = 64 * 1024
const DRAIN_MS = 2_000

/**
 * Sends one request and gives the answer when its head is here. Between undici's parser and whoever takes the bytes is no stream:
 * its queue and its promises would cost a good part of a fast transfer, and keep chunks alive for long enough to wake the collector.
 *
 * Rejects with what undici says, or with the signal's reason.
 *
 * @param copied - Called with each chunk once nobody needs its memory any more.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: HttpRequest,
  copied: (chunk: Uint8Array) => void,
): Promise<HttpResponse> {
  const { signal, method = 'GET' } = request
  const { origin, pathname, search } = new URL(request.url)
  let controller: Dispatcher.DispatchController | null = null
  let sentAtMs = 0
  let settleHead: { resolve(response: HttpResponse): void; reject(error: unknown): void } | null = null
  let take: TakeChunk | null = null
  /** What came although nobody had asked yet: a proxy's connection does not wait at the head. */
  const early: Uint8Array[] = []
  /** How the body ended; null while it has not. */
  let end: { readonly error: unknown } | 'whole' | 'discarded' | null = null
  let onEnd: () => void = () => undefined

  const finish = (how: NonNullable<typeof end>): void => {
    if (end !== null) return
    end = how
    signal.removeEventListener('abort', onAbort)
    onEnd()
  }
  const fail = (error: unknown): void => {
    settleHead?.reject(error)
    settleHead = null
    finish({ error })
  }
  function onAbort(): void {
    fail(signal.reason)
    controller?.abort(asError(signal.reason))
  }

  /** A chunk that has to wait holds the connection back. */
  function give(chunk: Uint8Array): void {
    if (end !== null) return
    if (take === null) {
      early.push(Uint8Array.from(chunk))
      return controller?.pause()
    }
    try {
      const taken = take(chunk)
      if (taken === undefined) return
      controller?.pause()
      taken.then(
        () => {
          // The connection of an answer that ended may be another's by now.
          if (end === null) controller?.resume()
        },
        (error: unknown) => breakOff(error),
      )
    } catch (error) {
      breakOff(error)
    }
  }

  function breakOff(error: unknown): void {
    finish({ error })
    controller?.abort(asError(error))
  }

  async function pour(taker: TakeChunk): Promise<void> {
    try {
      for (let chunk = early.shift(); chunk !== undefined && end !== 'discarded'; chunk = early.shift())
        await taker(chunk)
    } catch (error) {
      breakOff(error)
      throw error
    }
    take = taker
    if (end === null) {
      // What is here already comes, and may end, while resuming.
      const ended = new Promise<void>((resolve) => {
        onEnd = resolve
      })
      controller?.resume()
      await ended
    }
    if (end !== null && typeof end === 'object') throw end.error
  }

  function discard(length: number): void {
    if (end !== null) return
    const isShort = take === null && length <= DRAIN_BYTES
    finish('discarded')
    if (!isShort) return controller?.abort(new Error('The rest of the answer is not wanted.'))
    // So short a rest is read, so that the connection can be used again.
    const timer = setTimeout(
      () => controller?.abort(new Error('The rest of the answer takes too long.')),
      DRAIN_MS,
    ).unref()
    onDrained = () => clearTimeout(timer)
    controller?.resume()
  }
  let onDrained: () => void = () => undefined

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      controller = started
      sentAtMs = performance.now()
      if (signal.aborted) started.abort(asError(signal.reason))
    },
    onResponseStart(_, status, headers) {
      if (status < 200 || settleHead === null) return
      // Not a byte before somebody takes it.
      controller?.pause()
      const length = Number(headers['content-length'] ?? Number.NaN)
      settleHead.resolve({
        status,
        headers: joined(headers),
        url: request.url,
        roundTripMs: performance.now() - sentAtMs,
        body: { pour },
        discard: () => discard(length),
      })
      settleHead = null
    },
    onResponseData(_, chunk) {
      give(chunk)
      copied(chunk)
    },
    onResponseEnd() {
      onDrained()
      finish('whole')
    },
    onResponseError(_, error) {
      onDrained()
      fail(settleHead === null ? bodyError(error, request.url) : error)
    },
  }

  return new Promise((resolve, reject) => {
    settleHead = { resolve, reject }
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      dispatcher.dispatch({ origin, path: pathname + search, method, headers: { ...request.headers } }, handler)
    } catch (error) {
      fail(error)
    }
  })
}

/** What undici aborts with has to be an Error; ours is told by the promises. */
function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The request was ended.')
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return result
}
