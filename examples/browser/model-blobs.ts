import { type ModelInput, openModelFile } from 'weightlift/browser'
import { createClient, type Engine } from 'weightlift/engine'

/** For wllama: `await wllama.loadModel(await modelBlobs(engine, model))`, one `Blob` a file in the order of the model, each of them on disk. */
export async function modelBlobs(engine: Engine, model: ModelInput): Promise<Blob[]> {
  const client = createClient(engine)
  await client.download(model)
  const { files } = await client.whenCompleted(model.id)
  return Promise.all(files.map(async ({ location }) => (await openModelFile(location)).file))
}
