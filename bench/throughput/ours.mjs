// One engine in an empty directory, one model, then the end: what an app does, measured from the outside. argv: a job as JSON.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * @typedef {object} Job
 * @property {string} library folder of the built package
 * @property {string} directory where the engine keeps models
 * @property {object} model
 * @property {string | null} ca file of the certificate to trust, where the server's is one of ours
 * @property {boolean} insecure whether plain http to another address than loopback is allowed: a permission, not a tuning
 * @property {boolean} [reports] says on standard output where the bytes are, a line a change
 */
/** @type {Job} */
const { library, directory, model, ca, insecure, reports } = JSON.parse(process.argv[2])
const { createClient, createNodeEngine } = await import(pathToFileURL(`${library}/dist/engine/node/index.js`).href)

const engine = createNodeEngine({
  directory,
  ...(ca === null ? {} : { ca: readFileSync(ca, 'utf8') }),
  ...(insecure ? { allowInsecureHttp: true } : {}),
})
if (reports) engine.subscribe(report)
const client = createClient(engine)
await client.download(model)
await client.whenCompleted(model.id)
await engine.close()

function report() {
  const download = engine.getSnapshot().downloads[model.id]
  if (download === undefined) return
  const { status, receivedBytes, committedBytes, restarts } = download
  const atMs = performance.timeOrigin + performance.now()
  process.stdout.write(`${JSON.stringify({ atMs, status, receivedBytes, committedBytes, restarts })}\n`)
}
