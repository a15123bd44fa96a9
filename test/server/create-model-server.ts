import type { IncomingMessage, ServerResponse } from 'node:http'
import { bufferContent, type Content, fileContent } from './content.js'
import { addCors, type CorsOption, preflightReply } from './cors.js'
import { createFaultPicker, type FaultRule } from './fault.js'
import { type GeneratedFile, generatedContent } from './generated-content.js'
import { openListener } from './listener.js'
import { createRandom } from './random.js'
import { contentReply, type Reply, textReply } from './reply.js'
import { type LoggedRequest, logRequest } from './request-log.js'
import { sendReply } from './send-reply.js'
import { createSignedLinks, type SignedLinkOptions } from './signed-links.js'

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
  /** For one path (of a file, however it is reached) or for all others. Holds for running answers, too. */
  setThrottle(bytesPerSecond: number | null, path?: string): void
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
  const links = createSignedLinks(options.signedLinks ?? {})
  const faults = createFaultPicker()
  const random = createRandom(options.seed ?? 1)
  const throttles = new Map<string, number | null>()
  const requests: LoggedRequest[] = []
  let bytesPerSecond = options.bytesPerSecond ?? null
  faults.set(options.faults ?? [])

  const main = await openListener((request, response) => handle(request, response, 'main'), options.port)
  const other = await openListener((request, response) => handle(request, response, 'other'))

  async function handle(request: IncomingMessage, response: ServerResponse, listener: 'main' | 'other'): Promise<void> {
    const entry = logRequest(request, listener)
    requests.push(entry)
    const otherUrl = listener === 'main' ? other.url : main.url
    const found = route(entry, request)
    let reply = found.reply
    for (const fault of faults.pick({ request, path: entry.path, otherUrl, random })) {
      reply = fault.apply(reply, { request, path: entry.path, otherUrl, random })
      entry.faults.push(fault.name)
    }
    if (reply.cut?.at !== 'head') entry.status = reply.status
    options.onRequest?.(entry)
    await sendReply(addCors(reply, options.cors ?? false, request), response, entry, () => {
      const own = found.file === null ? undefined : throttles.get(found.file)
      return own === undefined ? bytesPerSecond : own
    })
    found.served(entry.bytesSent)
  }

  function route(entry: LoggedRequest, request: IncomingMessage): Routed {
    if (request.method === 'OPTIONS') return routed(preflightReply())
    if (request.method !== 'GET' && request.method !== 'HEAD') return routed(textReply(405, 'GET or HEAD'))
    if (entry.path.startsWith('/resolve/')) {
      const path = entry.path.slice('/resolve'.length)
      if (!files.has(path)) return routed(textReply(404, 'No such model'))
      const origin = options.signedLinks?.crossOrigin === false ? '' : entry.listener === 'main' ? other.url : main.url
      return routed(textReply(302, '', { location: origin + links.make(encodeURI(path)) }))
    }
    if (!entry.path.startsWith('/cdn/')) return routedFile(entry.path, request)
    const link = links.check(entry.url)
    if (link === null) return routed(textReply(options.signedLinks?.expiredStatus ?? 403, 'This link has expired'))
    return { ...routedFile(link.path, request), served: link.served }
  }

  function routedFile(path: string, request: IncomingMessage): Routed {
    const content = files.get(path)
    return content ? routed(contentReply(request, content), path) : routed(textReply(404, 'No such file'))
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
    setThrottle(limit, path) {
      if (path === undefined) bytesPerSecond = limit
      else throttles.set(path, limit)
    },
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

interface Routed {
  readonly reply: Reply
  /** Path of the file behind the answer. */
  readonly file: string | null
  served(bytes: number): void
}

function routed(reply: Reply, file: string | null = null): Routed {
  return { reply, file, served: () => {} }
}

function contentOf(file: ServedFile): Content {
  if (Buffer.isBuffer(file)) return bufferContent(file)
  return typeof file === 'string' ? fileContent(file) : generatedContent(file)
}
