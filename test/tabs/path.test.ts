import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { openTabs, type Tabs } from './open-tabs.js'

const SIZE = 12_000_000

let tabs: Tabs
let server: ModelServer

beforeAll(async () => {
  tabs = await openTabs()
})
afterAll(() => tabs.close())

beforeEach(async () => {
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 7 } } })
})
afterEach(() => server.close())

describe('a page that downloads a model', () => {
  it('goes on after a reload from what was committed, and reads the right file', async () => {
    server.setLine('/model.bin', 4_000_000)
    const sha256 = await server.sha256('/model.bin')
    const tab = await tabs.open({ directory: 'reload' })
    await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
    const { committedBytes } = await tab.until('model', (download) => download.committedBytes > 1_000_000)
    await tab.reload()
    const { receivedBytes } = await tab.until('model', (download) => download.status === 'downloading')
    expect(receivedBytes).toBeGreaterThanOrEqual(committedBytes)
    server.setLine('/model.bin', null)
    await tab.until('model', (download) => download.status === 'completed')
    expect(await tab.sha256('model')).toBe(sha256)
    await tab.reload()
    expect((await tab.snapshot()).downloads.model).toMatchObject({ status: 'completed', restarts: 0 })
    await tab.page.close()
  })
})
