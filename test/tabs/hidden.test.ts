import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { openTabs, type Tabs } from './open-tabs.js'
import { openPlainBrowser } from './plain-browser.js'

const SIZE = 12_000_000

let tabs: Tabs
let server: ModelServer

beforeAll(async () => {
  tabs = await openTabs(openPlainBrowser)
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 13 } } })
})
afterAll(async () => {
  await tabs.close()
  await server.close()
})

describe('a tab behind another one', () => {
  it('goes on downloading while it is hidden, to the end', async () => {
    server.setLine('/model.bin', 3_000_000)
    const sha256 = await server.sha256('/model.bin')
    const tab = await tabs.open({ directory: 'hidden' })
    await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
    await tab.until('model', ({ receivedBytes }) => receivedBytes > 0)
    const other = await tabs.context.newPage()
    await other.bringToFront()
    await tab.page.waitForFunction(() => document.hidden, null, { polling: 50 })
    const { receivedBytes } = (await tab.snapshot()).downloads.model ?? { receivedBytes: 0 }
    await tab.until('model', (download) => download.receivedBytes > receivedBytes + 2_000_000)
    server.setLine('/model.bin', null)
    const { restarts } = await tab.until('model', ({ status }) => status === 'completed')
    expect(restarts).toBe(0)
    expect(await tab.sha256('model')).toBe(sha256)
    expect(await tab.page.evaluate(() => document.hidden)).toBe(true)
  })
})
