import { readFileSync } from 'node:fs'
// Text, by the bundler: a single executable has no file beside it that a thread could load.
import digestWorker from 'weightlift/dist/engine/node/worker/digest-worker.js' with { type: 'text' }
import { createNodeEngine } from 'weightlift/node'
import { serveStdioEngine } from 'weightlift/stdio'

// The only process of the app that touches disk and network. The page names a model by id; what that is stands in the catalogue.
async function main(): Promise<void> {
  const [directory = 'models', catalog = 'catalog.json'] = process.argv.slice(2)
  const engine = createNodeEngine({
    directory,
    digestWorker: new URL(`data:text/javascript,${encodeURIComponent(digestWorker)}`),
  })
  const served = serveStdioEngine(engine, {
    catalog: JSON.parse(readFileSync(catalog, 'utf8')),
    allow: { cancel: true, remove: true, locate: true },
  })
  await served.ended
  await engine.close()
  process.exit(0)
}

void main()
