/** What the listener needs of an `http.IncomingMessage`. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  readonly method?: string
  readonly url?: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Where a framework has read and parsed the body already, as Express and Fastify do: what it made of it. */
  readonly body?: unknown
}

/** What the listener needs of an `http.ServerResponse`. */
export interface NodeResponse {
  readonly destroyed: boolean
  readonly writableFinished: boolean
  writeHead(status: number, headers: Record<string, string>): unknown
  write(chunk: Uint8Array): boolean
  end(): unknown
  destroy(): unknown
  once(event: 'drain' | 'close', listener: () => void): unknown
  off(event: 'drain' | 'close', listener: () => void): unknown
}

/**
 * Mounts a handler of Request and Response on `node:http`: `createServer(toNodeListener(handler))`. A slow reader slows the
 * stream down, and one that goes away ends it.
 */
export function toNodeListener(
  handler: (request: Request) => Promise<Response>,
): (request: NodeRequest, response: NodeResponse) => void {
  return (incoming, outgoing) => {
    answer(handler, incoming, outgoing).catch(() => outgoing.destroy())
  }
}

async function answer(
  handler: (request: Request) => Promise<Response>,
  incoming: NodeRequest,
  outgoing: NodeResponse,
): Promise<void> {
  const aborter = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) aborter.abort()
  })
  const request = toRequest(incoming, aborter.signal)
  if (request === null) {
    outgoing.writeHead(400, { 'content-type': 'text/plain' })
    outgoing.end()
    return
  }
  const response = await handler(request)
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  if (response.body !== null) await pipe(response.body, outgoing)
  outgoing.end()
}

function toRequest(incoming: NodeRequest, signal: AbortSignal): Request | null {
  const { method = 'GET', url = '/' } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  try {
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (value !== undefined) headers.set(name, typeof value === 'string' ? value : value.join(', '))
    }
    const init = { method, headers, signal, body: hasBody ? bodyOf(incoming) : null, duplex: 'half' }
    return new Request(new URL(url, `http://${headers.get('host') ?? 'localhost'}`), init)
  } catch {
    // A Host or a method that no URL or Request can hold.
    return null
  }
}

function bodyOf(incoming: NodeRequest): ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | string {
  const { body } = incoming
  if (body === undefined) return toStream(incoming)
  // Some have read it and left it as it was.
  if (typeof body === 'string') return body
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body)
}

function toStream(incoming: NodeRequest): ReadableStream<Uint8Array> {
  const chunks = incoming[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await chunks.next()
        if (next.done) controller.close()
        else controller.enqueue(next.value)
      },
      // Without a call of return(), which would cut the socket before the response is out.
    },
    { highWaterMark: 0 },
  )
}

async function pipe(body: ReadableStream<Uint8Array>, outgoing: NodeResponse): Promise<void> {
  const reader = body.getReader()
  // A stream that broke rejects a cancel with its own error, which the read below has told already.
  const stop = (): void => void reader.cancel().catch(() => undefined)
  outgoing.once('close', stop)
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (outgoing.destroyed) return
    if (!outgoing.write(part.value)) await drained(outgoing)
  }
  outgoing.off('close', stop)
}

function drained(outgoing: NodeResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off('drain', done)
      outgoing.off('close', done)
      resolve()
    }
    outgoing.once('drain', done)
    outgoing.once('close', done)
    if (outgoing.destroyed) done()
  })
}
