import { env, pipeline } from '@huggingface/transformers'
import { Wllama } from '@wllama/wllama'
import wllamaWasm from '@wllama/wllama/esm/wasm/wllama.wasm?url'
import { createBrowserEngine, type ModelInput } from 'weightlift/browser'
import { createClient } from 'weightlift/engine'
import { modelBlobs } from './model-blobs.js'
import { createModelCache } from './model-cache.js'
import { createModelSession } from './model-session.js'
import { setModelSource } from './model-source.js'

const engine = createBrowserEngine()
const client = createClient(engine)

/** A repository as transformers.js names it, and the server it is on. */
interface Repository {
  readonly name: string
  readonly host: string
}

async function embed({ name, host }: Repository, text: string): Promise<number[]> {
  env.remoteHost = host
  const extract = await pipeline('feature-extraction', name, { dtype: 'fp32', device: 'wasm' })
  const { data } = await extract(text, { pooling: 'mean' })
  await extract.dispose()
  return [...(data as Float32Array)]
}

Object.assign(window, {
  download: async (model: ModelInput) => {
    await client.download(model)
    await client.whenCompleted(model.id)
  },
  /** onnxruntime-web: names of the inputs of an ONNX model. */
  inputsOf: async (model: ModelInput) => (await createModelSession(engine, model)).inputNames,
  /** transformers.js 4: the embedding of a text. */
  embed: (model: ModelInput, repository: Repository, text: string) => {
    setModelSource(engine, [model])
    return embed(repository, text)
  },
  /** The same by a cache, as transformers.js 3 wants it. */
  embedByCache: (model: ModelInput, repository: Repository, text: string) => {
    setModelSource(engine, [])
    env.useCustomCache = true
    env.customCache = createModelCache(engine, [model])
    return embed(repository, text).finally(() => {
      env.useCustomCache = false
    })
  },
  /** wllama: what a model says after a text. */
  complete: async (model: ModelInput, prompt: string) => {
    const wllama = new Wllama({ default: wllamaWasm }, { suppressNativeLog: true })
    await wllama.loadModel(await modelBlobs(engine, model), { n_ctx: 64 })
    const { choices } = await wllama.createCompletion({ prompt, max_tokens: 8, temperature: 0 })
    await wllama.exit()
    return choices[0]?.text
  },
})
