import { createBrowserEngine } from 'weightlift/browser'
import { modelBlobs } from './model-blobs.js'
import { createModelCache } from './model-cache.js'
import { createModelSession } from './model-session.js'

const engine = createBrowserEngine()

Object.assign(window, {
  /** Names of the inputs of an ONNX model. */
  inputsOf: async (model: { id: string; url: string }) => (await createModelSession(engine, model)).inputNames,
  sizesOf: async (model: { id: string; url: string }) => (await modelBlobs(engine, model)).map(({ size }) => size),
  /** As transformers.js asks its cache: for a file of a model, for one of none, and for a name of its own. */
  cached: async (model: { id: string; url: string }) => {
    const cache = createModelCache(engine, [model])
    const asked = [model.url, `${model.url}.missing`, 'a-local-name']
    const found = await Promise.all(asked.map((request) => cache.match(request)))
    return Promise.all(found.map(async (response) => (response === undefined ? null : (await response.blob()).size)))
  },
})
