import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { POLICY, type ServedFolder, serveFolder } from '../tabs/serve-folder.js'
import { tinyGguf } from './models/tiny-gguf.js'
import { CONFIGURATION, embeddingOf, tinyOnnx } from './models/tiny-onnx.js'
import { createPackedApp, DEPENDENCIES, type PackedApp } from './packed.js'

const SILERO = fileURLToPath(import.meta.resolve('@ricky0123/vad-web/dist/silero_vad_v5.onnx'))
const REPOSITORY = '/tiny/bert/resolve/main/'
const LIBRARIES = ['onnxruntime-web', '@huggingface/transformers', '@wllama/wllama']

/** wllama starts its worker from a `blob:` address. */
const WITH_BLOB_WORKERS = POLICY.replace("worker-src 'self'", "worker-src 'self' blob:")

let app: PackedApp
let browser: Browser
let models: ModelServer
let served: ServedFolder
let page: Page
let asked: string[]

beforeAll(async () => {
  app = createPackedApp([...DEPENDENCIES, ...LIBRARIES])
  const root = join(app.directory, 'browser')
  cpSync(join(import.meta.dirname, '../../examples/browser'), root, { recursive: true })
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { outDir: 'out', modulePreload: false, target: 'esnext' },
  })
  served = await serveFolder(join(root, 'out'), WITH_BLOB_WORKERS)
  const configuration = Object.entries(CONFIGURATION).map(
    ([name, content]) => [REPOSITORY + name, Buffer.from(JSON.stringify(content))] as const,
  )
  models = await createModelServer({
    cors: true,
    files: {
      '/silero.onnx': SILERO,
      '/tiny.gguf': tinyGguf(),
      [`${REPOSITORY}onnx/model.onnx`]: tinyOnnx(),
      ...Object.fromEntries(configuration),
    },
  })
  browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments() })
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
  await models?.close()
  app?.remove()
})

beforeEach(async () => {
  page = await browser.newPage()
  asked = []
  page.on('request', (request) => asked.push(request.url()))
  await page.goto(served.url)
})

async function modelOf(path: string) {
  return { id: path.slice(1), url: models.url + path, sha256: await models.sha256(path) }
}

/** A repository of transformers.js, with all that a pipeline asks for. */
async function tinyBert() {
  const paths = [...Object.keys(CONFIGURATION), 'onnx/model.onnx']
  const files = paths.map(async (path) => ({
    path,
    urls: [models.url + REPOSITORY + path],
    sha256: await models.sha256(REPOSITORY + path),
  }))
  return { id: 'tiny/bert', files: await Promise.all(files) }
}

function run(name: string, ...given: readonly unknown[]): Promise<unknown> {
  return page.evaluate(`window.${name}(${given.map((value) => JSON.stringify(value)).join()})`)
}

/** Calls the page once the model is there, and expects the library to ask nobody for a byte of it. */
async function runStored(name: string, model: object, ...given: readonly unknown[]): Promise<unknown> {
  await run('download', model)
  const before = models.requests.length
  const result = await run(name, model, ...given)
  expect(models.requests.slice(before)).toEqual([])
  const strangers = asked.filter(
    (url) => /^https?:/.test(url) && ![served.url, models.url].some((own) => url.startsWith(own)),
  )
  expect(strangers).toEqual([])
  return result
}

describe('the examples of a browser', () => {
  it('load a model into onnxruntime-web', async () => {
    expect(await runStored('inputsOf', await modelOf('/silero.onnx'))).toEqual(['input', 'state', 'sr'])
  })

  it('let wllama read a model from disk, which then speaks', async () => {
    const said = await runStored('complete', await modelOf('/tiny.gguf'), 'lift weight')
    expect(said).toEqual(' lift weight lift weight lift weight lift weight')
  })

  it.each(['embed', 'embedByCache'])(
    'let transformers.js read a model from disk, which then understands: %s',
    async (way) => {
      const repository = { name: 'tiny/bert', host: models.url }
      const embedding = (await runStored(way, await tinyBert(), repository, 'Hello heavy world')) as number[]
      const expected = embeddingOf(['[CLS]', 'hello', 'heavy', 'world', '[SEP]'])
      expect(embedding.map((value) => value.toFixed(5))).toEqual(expected.map((value) => value.toFixed(5)))
    },
  )
})
