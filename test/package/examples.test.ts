import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { type ServedFolder, serveFolder } from '../tabs/serve-folder.js'
import { createPackedApp, DEPENDENCIES, type PackedApp } from './packed.js'

const SILERO = fileURLToPath(import.meta.resolve('@ricky0123/vad-web/dist/silero_vad_v5.onnx'))

let app: PackedApp
let browser: Browser
let models: ModelServer
let served: ServedFolder
let page: Page

beforeAll(async () => {
  app = createPackedApp([...DEPENDENCIES, 'onnxruntime-web'])
  const root = join(app.directory, 'browser')
  cpSync(join(import.meta.dirname, '../../examples/browser'), root, { recursive: true })
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir: 'out', modulePreload: false, target: 'esnext' },
  })
  served = await serveFolder(join(root, 'out'))
  models = await createModelServer({
    cors: true,
    files: { '/silero.onnx': SILERO, '/shard.gguf': { generate: 5_000 } },
  })
  browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments() })
  page = await browser.newPage()
  await page.goto(served.url)
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
  await models?.close()
  app?.remove()
})

async function ask(what: 'inputsOf' | 'sizesOf' | 'cached', id: string, path: string): Promise<unknown> {
  const model = { id, url: models.url + path, sha256: await models.sha256(path) }
  return page.evaluate(`window.${what}(${JSON.stringify(model)})`)
}

describe('the examples of a browser', () => {
  it('load a model into onnxruntime-web', async () => {
    expect(await ask('inputsOf', 'silero', '/silero.onnx')).toEqual(['input', 'state', 'sr'])
  })

  it('give a model to wllama as blobs on disk', async () => {
    expect(await ask('sizesOf', 'shard', '/shard.gguf')).toEqual([5_000])
  })

  it('answer for the cache of transformers.js, and for nothing else', async () => {
    expect(await ask('cached', 'silero', '/silero.onnx')).toEqual([models.size('/silero.onnx'), null, null])
  })
})
