import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { startStopwatch } from '../stopwatch.js'
import { openTabs, type Tab, type Tabs } from './open-tabs.js'

const SIZE = 24_000_000
const TAKE_OVER_MS = 2_000

let tabs: Tabs
let server: ModelServer
let sha256: string
let directories = 0

beforeAll(async () => {
  tabs = await openTabs()
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 3 } } })
  sha256 = await server.sha256('/model.bin')
})
afterAll(async () => {
  await tabs.close()
  await server.close()
})
beforeEach(() => server.setLine('/model.bin', 3_000_000))
afterEach(async () => {
  for (const page of tabs.context.pages().slice(1)) await page.close()
})

/** Two tabs of one folder, the first of which owns it and downloads. */
async function openTwo(): Promise<readonly [owner: Tab, follower: Tab]> {
  directories += 1
  const directory = `several-${directories}`
  const owner = await tabs.open({ directory })
  const follower = await tabs.open({ directory })
  await owner.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
  return [owner, follower]
}

describe('two tabs', () => {
  it('show one download, and a command from either one counts', async () => {
    const [owner, follower] = await openTwo()
    await follower.until('model', ({ status, receivedBytes }) => status === 'downloading' && receivedBytes > 500_000)
    await follower.run('pause', 'model')
    await owner.until('model', ({ status }) => status === 'paused')
    await owner.run('resume', 'model')
    await follower.until('model', ({ status }) => status === 'downloading')
    server.setLine('/model.bin', null)
    await follower.until('model', ({ status }) => status === 'completed')
    expect(await follower.sha256('model')).toBe(sha256)
    expect(server.requests.filter(({ rangeStart }) => rangeStart === 0)).toHaveLength(1)
  })

  it.each(['closed', 'crashed'] as const)('go on in the other one when the owner is %s', async (how) => {
    const [owner, follower] = await openTwo()
    const { committedBytes } = await follower.until('model', (download) => download.committedBytes > 1_000_000)
    const restarted = server.requests.length
    if (how === 'closed') await owner.page.close()
    else await owner.crash()
    const sinceEnd = startStopwatch()
    while (server.requests.length === restarted) await new Promise((resolve) => setTimeout(resolve, 10))
    sinceEnd.stop()
    expect(sinceEnd.elapsedMs()).toBeLessThan(TAKE_OVER_MS)
    const { receivedBytes } = await follower.until('model', ({ status }) => status === 'downloading')
    expect(receivedBytes).toBeGreaterThanOrEqual(committedBytes)
    server.setLine('/model.bin', null)
    const { restarts } = await follower.until('model', ({ status }) => status === 'completed')
    expect(restarts).toBe(0)
    expect(await follower.sha256('model')).toBe(sha256)
  })

  it('hand on a paused download as it is', async () => {
    const [owner, follower] = await openTwo()
    await owner.until('model', ({ receivedBytes }) => receivedBytes > 500_000)
    await owner.run('pause', 'model')
    await owner.page.close()
    await follower.run('resume', 'model')
    await follower.until('model', ({ status }) => status === 'downloading')
  })
})
