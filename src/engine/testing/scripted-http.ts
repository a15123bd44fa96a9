import type { Clock } from '../ports/clock.js'
import type { Http, HttpRequest, HttpResponse } from '../ports/http.js'
import { createFaultQueue } from './faults.js'
import { noiseStart } from './noise.js'
import type { OriginFile } from './origin-file.js'
import { answer, type HttpFault } from './scripted-answer.js'
import { connectionLost, createScriptedLink, type ScriptedLink } from './scripted-link.js'
import { SparseBytes } from './sparse-bytes.js'

export interface ServeOptions {
  /** Bytes. With `content` given: that one's. */
  readonly size?: number
  /** Files of one seed begin with the same bytes. Default: taken from the URL. */
  readonly seed?: number
  /** Real bytes in place of made-up ones. */
  readonly content?: Uint8Array
  /** With its quotes. Default `"<seed>-<size>"`; null for none. */
  readonly etag?: string | null
  readonly lastModified?: string | null
  readonly contentType?: string
  /** Default true. */
  readonly ranges?: boolean
  /** Default true. */
  readonly tellsSize?: boolean
}

export interface ScriptedHttpOptions {
  readonly clock: Clock
  /** All connections together. Default 10 MB/s; null for no limit. */
  readonly bytesPerSecond?: number | null
  /** Before the first byte of an answer, milliseconds. Default 20. */
  readonly latencyMs?: number
  /** Whether there is a network. Default: always. */
  readonly isOnline?: () => boolean
}

export interface LoggedRequest {
  readonly atMs: number
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** null where none came. */
  readonly status: number | null
}

/** A web of made-up files behind one line, whose every failure is scripted. What was not served is 404. */
export interface ScriptedHttp extends Http {
  readonly link: ScriptedLink
  readonly log: readonly LoggedRequest[]
  /** The same of those that asked for no bytes. */
  readonly heads: readonly LoggedRequest[]
  /** Puts a file at a URL, in place of what was there. */
  serve(url: string, options: ServeOptions): OriginFile
  /** The next `times` (default 1) requests for the URL meet the fault. */
  fail(url: string, fault: HttpFault, times?: number): void
  /** Every request meets the fault, whatever its URL, where none is due that `fail` named; null ends that. */
  failEach(fault: HttpFault | null): void
  /** Forgets faults that did not happen yet, and ends what `failEach` began. */
  heal(): void
  setLatency(ms: number): void
  /** Bytes of the file at a URL, whether or not its server tells; null for no file. */
  sizeOf(url: string): number | null
}

/** A web with no files yet. */
export function createScriptedHttp(options: ScriptedHttpOptions): ScriptedHttp {
  const { clock, isOnline = () => true } = options
  const link = createScriptedLink(clock, options.bytesPerSecond === undefined ? 10e6 : options.bytesPerSecond)
  const files = new Map<string, OriginFile>()
  const faults = createFaultQueue<string, HttpFault>()
  const log: LoggedRequest[] = []
  const heads: LoggedRequest[] = []
  let latencyMs = options.latencyMs ?? 20
  let each: HttpFault | null = null

  function serve(url: string, file: ServeOptions): OriginFile {
    const seed = file.seed ?? seedOf(url)
    const content =
      file.content === undefined
        ? SparseBytes.ofNoise(noiseStart(seed), file.size ?? 0)
        : SparseBytes.ofBytes(file.content)
    const served: OriginFile = {
      content,
      etag: file.etag === undefined ? `"${seed.toString(36)}-${content.size.toString(36)}"` : file.etag,
      lastModified: file.lastModified ?? null,
      contentType: file.contentType ?? 'application/octet-stream',
      ranges: file.ranges ?? true,
      tellsSize: file.tellsSize ?? true,
    }
    files.set(url, served)
    return served
  }

  function latency(signal: AbortSignal, lateMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = clock.setTimer(latencyMs + lateMs, () => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      })
      function onAbort(): void {
        stop()
        reject(signal.reason)
      }
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  async function request(asked: HttpRequest): Promise<HttpResponse> {
    const entry = { atMs: clock.now(), url: asked.url, headers: asked.headers }
    asked.signal.throwIfAborted()
    // A question whether the server is there meets the fault that a request would meet, and leaves it for one.
    const isHead = asked.method === 'HEAD'
    const fault = (isHead ? faults.peek(asked.url) : faults.take(asked.url)) ?? each
    const written = isHead ? heads : log
    await latency(asked.signal, fault?.type === 'late' ? fault.ms : 0)
    if (fault?.type === 'network' || !isOnline()) {
      written.push({ ...entry, status: null })
      throw connectionLost()
    }
    const response = answer(asked, files.get(asked.url) ?? null, fault, link)
    written.push({ ...entry, status: response.status })
    return isHead ? { ...response, body: NO_BODY } : response
  }

  return {
    link,
    log,
    heads,
    serve,
    request,
    fail: (url, fault, times) => faults.add(url, fault, times),
    failEach(fault) {
      each = fault
    },
    heal() {
      each = null
      faults.clear()
    },
    setLatency(ms) {
      latencyMs = ms
    },
    sizeOf: (url) => files.get(url)?.content.size ?? null,
    close: async () => undefined,
  }
}

const NO_BODY: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {},
}

/** Distinct URLs have distinct contents. */
function seedOf(url: string): number {
  let seed = 7
  for (let at = 0; at < url.length; at++) seed = (Math.imul(seed, 31) + url.charCodeAt(at)) >>> 0
  return seed
}
