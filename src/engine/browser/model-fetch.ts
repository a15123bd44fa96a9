import { createClient } from '../core/client.js'
import type { Engine } from '../core/engine.js'
import type { Model, ModelInput } from '../core/model.js'
import { parseModel } from '../core/parse-model.js'
import { openModelFile } from './model-file.js'
import { parseRange } from './parse-range.js'

export interface ModelFetchOptions {
  /** The models whose files are served, with the URLs by which a library asks for them. */
  readonly models: readonly ModelInput[]
  /** What to do with a file whose model is not here: download the model and wait for it, or ask the network. Default `download`. */
  readonly whenMissing?: 'download' | 'network'
  /** Takes every other request. Default: the page's `fetch`. */
  readonly fetch?: typeof fetch
}

/**
 * A `fetch` for libraries that load models by URL: what belongs to one of the models comes from the origin's private file system, all else from the
 * network. Its answers have `Content-Length`, `Accept-Ranges` and, for a `Range` of bytes, `206` with `Content-Range` or `416`. A body is a `Blob` on disk:
 * it is read as it is consumed, and nothing is held in memory twice.
 *
 * The answer rejects with `EngineError` where the model's download failed or was cancelled, or the browser evicted the file.
 *
 * @throws EngineError `invalid-model` where a model is none.
 */
export function createModelFetch(engine: Engine, options: ModelFetchOptions): typeof fetch {
  const { whenMissing = 'download', fetch: passOn = (input, init) => globalThis.fetch(input, init) } = options
  const client = createClient(engine)
  const places = new Map<string, { readonly model: Model; readonly path: string }>()
  for (const model of options.models.map((input) => parseModel(input)))
    for (const { path, urls } of model.files) for (const url of urls) places.set(keyOf(url), { model, path })

  async function locationOf(model: Model, path: string): Promise<string | null> {
    const located = await client.locate(model.id)
    const found = located?.files.find((file) => file.path === path)?.location
    if (found !== undefined || whenMissing === 'network') return found ?? null
    await client.download(model)
    const { files } = await client.whenCompleted(model.id)
    return files.find((file) => file.path === path)?.location ?? null
  }

  return async (input, init) => {
    const request = input instanceof Request ? input : null
    const method = (init?.method ?? request?.method ?? 'GET').toUpperCase()
    const place = places.get(keyOf(request?.url ?? String(input)))
    if (place === undefined || !['GET', 'HEAD'].includes(method)) return passOn(input, init)
    const signal = init?.signal ?? request?.signal ?? null
    signal?.throwIfAborted()
    const location = await abortable(locationOf(place.model, place.path), signal)
    if (location === null) return passOn(input, init)
    const { file } = await openModelFile(location)
    const headers = new Headers(init?.headers ?? request?.headers)
    return answerOf(file, { method, range: headers.get('range') })
  }
}

function answerOf(file: File, { method, range }: { readonly method: string; readonly range: string | null }): Response {
  const asked = parseRange(range, file.size)
  const headers = new Headers({ 'accept-ranges': 'bytes', 'content-type': 'application/octet-stream' })
  if (asked === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.size}`)
    return new Response(null, { status: 416, headers })
  }
  const [start, end] = asked ?? [0, file.size]
  headers.set('content-length', String(end - start))
  if (asked !== null) headers.set('content-range', `bytes ${start}-${end - 1}/${file.size}`)
  const body = method === 'HEAD' ? null : asked === null ? file : file.slice(start, end)
  return new Response(body, { status: asked === null ? 200 : 206, headers })
}

/** As a library may write it: relative, with a fragment. */
function keyOf(url: string): string {
  const parsed = new URL(url, globalThis.location?.href)
  parsed.hash = ''
  return parsed.href
}

function abortable<T>(work: Promise<T>, signal: AbortSignal | null): Promise<T> {
  if (signal === null) return work
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
