import { readFileSync } from 'node:fs'
// Text, by the bundler: a single executable has no file beside it that a thread could load.
import digestWorker from 'weightlift/dist/engine/node/worker/digest-worker.js' with { type: 'text' }
import { createNodeEngine } from 'weightlift/node'
import { serveStdioEngine } from 'weightlift/stdio'

const ALLOW = { cancel: true, remove: true, locate: true }

// The only process of the app that touches disk and network. The page names a model by id; what that is stands in the catalogue:
// a list of models, or `{ models, allow, concurrency }` where the page may do more or less than below.
async function main(): Promise<void> {
  const [directory = 'models', catalog = 'catalog.json'] = process.argv.slice(2)
  const read = JSON.parse(readFileSync(catalog, 'utf8'))
  const { models, concurrency, allow = ALLOW } = Array.isArray(read) ? { models: read } : read
  const engine = createNodeEngine({
    directory,
    concurrency,
    digestWorker: new URL(`data:text/javascript,${encodeURIComponent(digestWorker)}`),
  })
  const served = serveStdioEngine(engine, {
    catalog: models,
    allow,
  })
  await served.ended
  await engine.close()
  process.exit(0)
}

void main()
