import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { serveFolder } from '../tabs/serve-folder.js'
import { BUNDLERS } from './bundle-app.js'
import { createPackedApp, DEPENDENCIES, type PackedApp } from './packed.js'

const SIZE = 2_500_000

let app: PackedApp
let browser: Browser
let models: ModelServer

beforeAll(async () => {
  app = createPackedApp(DEPENDENCIES)
  browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments() })
  models = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 1 } } })
})

afterAll(async () => {
  await browser.close()
  await models.close()
  app.remove()
})

describe('an app bundled from the packed package', () => {
  it.each(Object.keys(BUNDLERS))(
    'by %s downloads in its worker under a strict Content-Security-Policy',
    async (name) => {
      const served = await serveFolder(await (BUNDLERS[name] as (typeof BUNDLERS)[string])(app.directory))
      const page = await browser.newPage()
      const complaints: string[] = []
      page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())))
      page.on('pageerror', (error) => complaints.push(String(error)))
      try {
        await page.goto(served.url)
        const model = {
          id: 'model',
          url: `${models.url}/model.bin`,
          size: SIZE,
          sha256: await models.sha256('/model.bin'),
        }
        const sizeOf = `window.sizeOf(${JSON.stringify(model)})`
        expect(await page.evaluate(sizeOf)).toBe(SIZE)
        expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([])
      } finally {
        await page.close()
        await served.close()
      }
    },
  )
})
