import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { openTabs, type Tabs } from './open-tabs.js'

const SIZE = 3_000_000
const PATIENCE_MS = 15_000

let tabs: Tabs
let server: ModelServer
let model: { readonly id: string; readonly url: string; readonly size: number; readonly sha256: string }

beforeAll(async () => {
  tabs = await openTabs()
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 17 } } })
  model = { id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256: await server.sha256('/model.bin') }
})
afterAll(async () => {
  await tabs.close()
  await server.close()
})

describe('under a strict Content-Security-Policy', () => {
  it('a page downloads, verifies and reads a model without anything that the policy forbids', async () => {
    const tab = await tabs.open({ directory: 'strict' })
    await tab.download(model)
    await tab.until('model', ({ status }) => status === 'completed')
    expect(await tab.sha256('model')).toBe(model.sha256)
    // What comes last shows that the browser does report.
    await tab.page.evaluate(() => {
      new Image().src = '/forbidden.png'
    })
    await expect
      .poll(() => tabs.site.violations, { timeout: PATIENCE_MS })
      .toContainEqual(expect.stringMatching(/^img-src/))
    expect(tabs.site.violations).toHaveLength(1)
  })

  it("a model with a digest fails where 'wasm-unsafe-eval' is missing, and the message says so; one without a digest completes", async () => {
    tabs.site.allowWasm(false)
    const tab = await tabs.open({ directory: 'no-wasm' })
    await tab.download(model)
    const { error } = await tab.until('model', ({ status }) => status === 'failed')
    expect(error).toMatchObject({ code: 'storage-denied', message: expect.stringContaining("'wasm-unsafe-eval'") })
    await tab.download({ ...model, id: 'plain', sha256: undefined })
    await tab.until('plain', ({ status }) => status === 'completed')
  })
})
