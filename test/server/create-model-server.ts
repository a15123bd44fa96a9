import type { IncomingMessage, ServerResponse } from 'node:http'
import { bufferContent, type Content, fileContent } from './content.js'
import { addCors, type CorsOption } from './cors.js'
import { createFaultPicker, type FaultRule } from './fault.js'
import { type GeneratedFile, generatedContent } from './generated-content.js'
import { createLines } from './lines.js'
import { openListener } from './listener.js'
import { createPace, type Pace } from './pace.js'
import { createRandom } from './random.js'
import type { Reply } from './reply.js'
import { type LoggedRequest, logRequest } from './request-log.js'
import { createRouter } from './router.js'
import { sendReply } from './send-reply.js'
import type { SignedLinkOptions } from './signed-links.js'

/** Bytes, a path on disk, or a file made up by offset. */
type ServedFile = Buffer | string | GeneratedFile

export interface ModelServerOptions {
  /** By path of the URL, with its slash. */
  readonly files: Readonly<Record<string, ServedFile>>
  /** Default: a free one. */
  readonly port?: number
  /** Bytes per second a connection. Default null: no limit. */
  readonly bytesPerSecond?: number | null
  /** Default false. */
  readonly cors?: CorsOption
  /** How `/resolve/<path>` and the `/cdn/<path>` links it redirects to behave. */
  readonly signedLinks?: SignedLinkOptions
  readonly faults?: readonly FaultRule[]
  /** Of whatever a fault leaves to chance. Default 1. */
  readonly seed?: number
  /** Called with each request once it is known how it is answered, before the first byte. */
  readonly onRequest?: (request: LoggedRequest) => void
}

export interface ModelServer {
  /** Without a slash at its end. */
  readonly url: string
  readonly port: number
  /** A second listener with the same files, so another origin. */
  readonly otherUrl: string
  /** Every request of both listeners, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** Takes the place of all rules before; counts start anew. */
  setFaults(...rules: FaultRule[]): void
  /** Adds or replaces a file; null takes it away. */
  setFile(path: string, file: ServedFile | null): void
  /** Bytes per second a connection; null for no limit. Holds for running answers, too. */
  setThrottle(bytesPerSecond: number | null): void
  /**
   * Bytes per second that all connections to a file share, however it is reached; null for no limit. What lies beyond `fastBytes` of the file
   * comes in a trickle, until it is set anew, so that no download comes to its end before a test wants it to. Default: all is as fast.
   */
  setLine(path: string, bytesPerSecond: number | null, fastBytes?: number): void
  /** Lower-case hex of a file. */
  sha256(path: string): Promise<string>
  /** Bytes of a file. */
  size(path: string): number
  /** Drops every connection and refuses new ones. */
  goDown(): Promise<void>
  /** Listens again, on the same ports. */
  comeUp(): Promise<void>
  close(): Promise<void>
}

/** A model server on loopback whose every fault is a switch. See README.md. */
export async function createModelServer(options: ModelServerOptions): Promise<ModelServer> {
  const files = new Map(Object.entries(options.files).map(([path, file]) => [path, contentOf(file)]))
  const route = createRouter(files, options.signedLinks ?? {})
  const faults = createFaultPicker()
  const random = createRandom(options.seed ?? 1)
  const lines = createLines()
  const requests: LoggedRequest[] = []
  let bytesPerSecond = options.bytesPerSecond ?? null
  faults.set(options.faults ?? [])

  const main = await openListener((request, response) => handle(request, response, 'main'), options.port)
  const other = await openListener((request, response) => handle(request, response, 'other'))

  async function handle(request: IncomingMessage, response: ServerResponse, listener: 'main' | 'other'): Promise<void> {
    const entry = logRequest(request, listener)
    requests.push(entry)
    const otherUrl = listener === 'main' ? other.url : main.url
    const found = route(request, entry, otherUrl)
    let reply = found.reply
    for (const fault of faults.pick({ request, path: entry.path, otherUrl, random })) {
      reply = fault.apply(reply, { request, path: entry.path, otherUrl, random })
      entry.faults.push(fault.name)
    }
    if (reply.cut?.at !== 'head') entry.status = reply.status
    options.onRequest?.(entry)
    const pace = paceOf(reply, found.file)
    await sendReply(addCors(reply, options.cors ?? false, request), response, entry, pace)
    found.served(entry.bytesSent)
  }

  function paceOf(reply: Reply, file: string | null): Pace {
    const line = reply.bytesPerSecond === null && file !== null ? lines.paceOf(file, reply.start) : null
    return line ?? createPace(() => reply.bytesPerSecond ?? bytesPerSecond)
  }

  function contentAt(path: string): Content {
    const content = files.get(path)
    if (!content) throw new Error(`The model server has no file ${path}. It has ${[...files.keys()].join(', ')}.`)
    return content
  }

  return {
    url: main.url,
    port: main.port,
    otherUrl: other.url,
    requests,
    setFaults: (...rules) => faults.set(rules),
    setFile: (path, file) => void (file === null ? files.delete(path) : files.set(path, contentOf(file))),
    setThrottle: (limit) => {
      bytesPerSecond = limit
    },
    setLine: lines.set,
    sha256: (path) => contentAt(path).sha256(),
    size: (path) => contentAt(path).size,
    goDown: async () => void (await Promise.all([main.down(), other.down()])),
    comeUp: async () => void (await Promise.all([main.up(), other.up()])),
    async close() {
      await Promise.all([main.down(), other.down()])
      await Promise.all([...files.values()].map((content) => content.close()))
    },
  }
}

function contentOf(file: ServedFile): Content {
  if (Buffer.isBuffer(file)) return bufferContent(file)
  return typeof file === 'string' ? fileContent(file) : generatedContent(file)
}
