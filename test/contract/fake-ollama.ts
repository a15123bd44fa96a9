import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server that answers like Ollama's `/api/pull`, `/api/tags` and `/api/delete`. It really fetches: a model's name is where its one layer is. */
export interface FakeOllama {
  readonly url: string
  close(): Promise<void>
}

interface Layer {
  chunks: Buffer[]
  received: number
}

/**
 * Where a pull breaks off is where the next one goes on, as with Ollama, also after a restart of whoever asked.
 *
 * @param digests what a registry's manifests would say, by URL
 */
export async function startFakeOllama(digests: ReadonlyMap<string, string>): Promise<FakeOllama> {
  const partials = new Map<string, Layer>()
  const models = new Map<string, { size: number; digest: string; modified_at: string }>()
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/api/tags') return reply(response, 200, { models: listed() })
    const { model = '' } = (await bodyOf(request)) as { model?: string }
    const name = /:[^/]*$/.test(model) ? model : `${model}:latest`
    if (model === '') return reply(response, 400, { error: 'invalid model name' })
    if (request.url === '/api/delete') {
      const was = models.delete(name)
      return reply(response, was ? 200 : 404, was ? null : { error: `model '${name}' not found` })
    }
    if (request.url !== '/api/pull') return reply(response, 404, { error: 'not found' })
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    const say = (line: object): void => void response.write(`${JSON.stringify(line)}\n`)
    const aborter = new AbortController()
    response.once('close', () => aborter.abort())
    try {
      await pull(model, name, say, aborter.signal)
    } catch (error) {
      say({ error: error instanceof Error ? error.message : String(error) })
    }
    response.end()
  }

  function listed(): object[] {
    return [...models].map(([name, { size, digest, modified_at }]) => {
      const details = { format: 'gguf', family: 'fake', parameter_size: '1B', quantization_level: 'Q4_K_M' }
      return { name, model: name, modified_at, size, digest, details }
    })
  }

  async function pull(model: string, name: string, say: (line: object) => void, signal: AbortSignal): Promise<void> {
    say({ status: 'pulling manifest' })
    const source = `http://${model}`
    const head = await fetch(source, { method: 'HEAD', signal }).catch((error: { cause?: unknown }) => {
      throw new Error(
        `pull model manifest: Get "${source}": dial tcp: connect: connection refused ${String(error.cause)}`,
      )
    })
    if (head.status === 404) throw new Error('pull model manifest: file does not exist')
    if (head.status === 401) throw new Error('pull model manifest: unauthorized: access denied')
    if (head.status >= 400) throw new Error(`pull model manifest: ${head.status}: `)
    if (head.headers.get('content-type')?.startsWith('text/html'))
      throw new Error("pull model manifest: invalid character '<' looking for beginning of value")
    const total = Number(head.headers.get('content-length'))
    // The manifest names the digest before any byte of the layer came.
    const digest = digests.get(source) ?? sha256(source)
    const layer = partials.get(digest) ?? { chunks: [], received: 0 }
    partials.set(digest, layer)
    const told = (): void => say(progressOf(digest, total, layer.received))
    const ticker = setInterval(told, 60)
    try {
      await fetchLayer(source, layer, total, signal)
    } finally {
      clearInterval(ticker)
    }
    told()
    // Each layer is told of when it is its turn: the settings of a model come after its weights.
    for (const text of CONFIG) say(progressOf(sha256(text), text.length, text.length))
    say({ status: 'verifying sha256 digest' })
    const found = sha256(Buffer.concat(layer.chunks))
    if (digests.has(source) && found !== digest)
      throw new Error(`digest mismatch, file must be downloaded again: want sha256:${digest}, got sha256:${found}`)
    say({ status: 'writing manifest' })
    partials.delete(digest)
    models.set(name, { size: total + CONFIG.join('').length, digest, modified_at: goTime(new Date()) })
    say({ status: 'success' })
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const CONFIG: readonly string[] = ['{{ .Prompt }}', '{"model_format":"gguf"}']

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

/** A line of progress. Go leaves out what is zero. */
function progressOf(digest: string, total: number, completed: number): object {
  const line = { status: `pulling ${digest.slice(0, 12)}`, digest: `sha256:${digest}` }
  return { ...line, ...(total > 0 && { total }), ...(completed > 0 && { completed }) }
}

/** As Go writes it: nanoseconds, and an offset in the place of Z. */
function goTime(date: Date): string {
  return date.toISOString().replace('Z', '123456+00:00')
}

/** As Ollama it asks again for what is missing, five times without a byte. */
async function fetchLayer(source: string, layer: Layer, total: number, signal: AbortSignal): Promise<void> {
  let idle = 0
  while (layer.received < total) {
    const before = layer.received
    try {
      const response = await fetch(source, { signal, headers: { range: `bytes=${layer.received}-` } })
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        layer.chunks.push(Buffer.from(chunk))
        layer.received += chunk.length
      }
    } catch (error) {
      if (signal.aborted) throw error
    }
    idle = layer.received > before ? 0 : idle + 1
    if (idle > 1) throw new Error('max retries exceeded: unexpected EOF')
    if (layer.received < total) await sleep(20, undefined, { signal })
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return JSON.parse(text)
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(value === null ? '' : JSON.stringify(value))
}
