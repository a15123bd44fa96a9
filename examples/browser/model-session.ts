import * as ort from 'onnxruntime-web/wasm'
import type { ModelInput } from 'weightlift/browser'
import type { Engine } from 'weightlift/engine'
import { modelBlobs } from './model-blobs.js'

/** For onnxruntime-web: a session of a model of one file. Its bytes are read from disk once, and let go when the runtime has them. */
export async function createModelSession(engine: Engine, model: ModelInput): Promise<ort.InferenceSession> {
  const [blob] = await modelBlobs(engine, model)
  return ort.InferenceSession.create(new Uint8Array(await (blob as Blob).arrayBuffer()))
}
