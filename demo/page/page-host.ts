import * as ort from 'onnxruntime-web/wasm'
import { openModelFile } from 'weightlift/browser'
import { createClient, type Engine } from 'weightlift/engine'
import { SILERO } from '../models.js'
import { runSilero } from '../run-silero.js'
import type { Host } from './host.js'

/** Of the engine in this page: the model is run here too, from the origin's private file system. */
export function createPageHost(engine: Engine): Host {
  const client = createClient(engine)
  return {
    runsIn: 'page',
    about: async () => null,
    modelOf: (model) => model,
    async runModel() {
      const located = await client.locate(SILERO.id)
      const location = located?.files[0]?.location
      if (location === undefined) throw new Error('The model is not downloaded yet.')
      const { file } = await openModelFile(location)
      return runSilero(ort, location, async () => new Uint8Array(await file.arrayBuffer()))
    },
  }
}
