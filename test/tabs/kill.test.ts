import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { createRandom } from '../server/random.js'
import { openTabs, type Tabs } from './open-tabs.js'

const SIZE = 128 * 1024 * 1024
const KILLS = 20

let tabs: Tabs
let server: ModelServer

beforeAll(async () => {
  tabs = await openTabs()
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 5 } } })
})
afterAll(async () => {
  await tabs.close()
  await server.close()
})

describe('a renderer that is killed', () => {
  it(`${KILLS} times at random instants of a download leaves the right file in the end`, {
    // A wrong file is one too many: no second try.
    retry: 0,
  }, async () => {
    const sha256 = await server.sha256('/model.bin')
    const random = createRandom(20)
    server.setLine('/model.bin', 20_000_000)
    let committed = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      const tab = await tabs.open({ directory: 'kill' })
      if (kill === 0) await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
      const found = await tab.until('model', ({ status }) => status !== 'queued')
      expect(found.receivedBytes, `after kill ${kill}`).toBeGreaterThanOrEqual(committed)
      await new Promise((resolve) => setTimeout(resolve, random() * 1_500))
      committed = (await tab.snapshot()).downloads.model?.committedBytes ?? 0
      await tab.crash()
      await tab.page.close()
    }
    expect(committed).toBeGreaterThan(0)
    server.setLine('/model.bin', null)
    const tab = await tabs.open({ directory: 'kill' })
    const { restarts, totalBytes } = await tab.until('model', ({ status }) => status === 'completed', 60_000)
    expect({ restarts, totalBytes }).toEqual({ restarts: 0, totalBytes: SIZE })
    expect(await tab.sha256('model')).toBe(sha256)
  })
})
