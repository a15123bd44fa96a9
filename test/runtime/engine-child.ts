// A process with nothing but an engine in it, for tests that kill it: argv holds the options and the model as JSON.
import { createClient } from '../../src/engine/core/client.js'
import { createNodeEngine } from '../../src/engine/node/index.js'

const { directory, model } = JSON.parse(process.argv[2] as string)
const engine = createNodeEngine({ directory, retry: { minMs: 50, maxMs: 500 } })
const client = createClient(engine)
const say = (message: unknown): boolean => process.stdout.write(`${JSON.stringify(message)}\n`)

try {
  await client.download(model)
  say({ type: 'taken' })
  const { files } = await client.whenCompleted(model.id)
  say({ type: 'completed', files })
} catch (error) {
  const { code, message } = error as { code?: string; message: string }
  say({ type: 'failed', code, message })
}
await engine.close()
