import { env } from '@huggingface/transformers'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'
import { createModelFetch, type ModelInput } from 'weightlift/browser'
import type { Engine } from 'weightlift/engine'

/**
 * For transformers.js 4: what belongs to the models comes from the engine, whose errors reach who loads a pipeline. Give each file of a model the URL by which
 * the library asks for it (`https://huggingface.co/<org>/<name>/resolve/<revision>/<path>`).
 */
export function setModelSource(engine: Engine, models: readonly ModelInput[]): void {
  env.fetch = createModelFetch(engine, { models })
  // The library's own cache would keep each file a second time.
  env.useBrowserCache = false
  // The runtime comes from this site instead of a network of others, and is loaded as a strict Content-Security-Policy wants it.
  if (env.backends.onnx.wasm) env.backends.onnx.wasm.wasmPaths = { wasm }
}
