import { createModelFetch, type ModelInput } from 'weightlift/browser'
import type { Engine } from 'weightlift/engine'

/** The part of a `Cache` that transformers.js asks for. */
export interface ModelCache {
  match(request: RequestInfo | URL): Promise<Response | undefined>
  put(request: RequestInfo | URL, response: Response): Promise<void>
}

/**
 * For transformers.js 3: `env.useCustomCache = true; env.customCache = createModelCache(engine, models)`. Give each file of a model the URL by which the library
 * asks for it (`https://huggingface.co/<org>/<name>/resolve/<revision>/<path>`). What is of no model goes to the network.
 */
export function createModelCache(engine: Engine, models: readonly ModelInput[]): ModelCache {
  const modelFetch = createModelFetch(engine, { models, fetch: async () => new Response(null, { status: 404 }) })
  return {
    async match(request) {
      // The library also asks for names of its own, which are no URLs.
      if (!URL.canParse(request instanceof Request ? request.url : String(request))) return undefined
      const response = await modelFetch(request)
      return response.ok ? response : undefined
    },
    // The engine alone decides what is kept.
    put: async () => undefined,
  }
}
