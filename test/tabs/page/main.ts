import { type BrowserEngineOptions, createBrowserEngine, openModelFile } from '../../../src/engine/browser/index.js'
import { createClient } from '../../../src/engine/core/client.js'

/** What tests find in `window`. */
export interface TabWindow {
  readonly engine: ReturnType<typeof createBrowserEngine>
  readonly client: ReturnType<typeof createClient>
  readonly warnings: readonly string[]
  sha256Of(location: string): Promise<string>
}

const options = JSON.parse(new URLSearchParams(location.search).get('options') ?? '{}') as BrowserEngineOptions
const warnings: string[] = []
const engine = createBrowserEngine({
  ...options,
  createWorker: () =>
    new Worker(new URL('../../../src/engine/browser/worker/engine-worker.ts', import.meta.url), { type: 'module' }),
  onWarning: (message) => warnings.push(message),
})

async function sha256Of(place: string): Promise<string> {
  const { file } = await openModelFile(place)
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

Object.assign(window, { engine, client: createClient(engine), warnings, sha256Of })
