import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { stallAt } from '../server/faults.js'
import { openTabs, type Tabs } from './open-tabs.js'

const SIZE = 12_000_000
const FROZEN_MS = 2_500

let tabs: Tabs
let server: ModelServer
let sha256: string

beforeAll(async () => {
  tabs = await openTabs()
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 11 } } })
  sha256 = await server.sha256('/model.bin')
})
afterAll(async () => {
  await tabs.close()
  await server.close()
})
afterEach(() => server.setLine('/model.bin', null))

/** The processes that run pages. */
async function renderers(): Promise<readonly number[]> {
  const session = await (tabs.context.browser() as Browser).newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}

describe('a page that was away', () => {
  it('goes on after it was frozen, whose connections the server has dropped meanwhile', async () => {
    server.setLine('/model.bin', 3_000_000)
    const tab = await tabs.open({ directory: 'frozen' })
    await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
    const { committedBytes } = await tab.until('model', (download) => download.committedBytes > 1_000_000)
    const session = await tabs.context.newCDPSession(tab.page)
    await session.send('Page.setWebLifecycleState', { state: 'frozen' })
    await server.goDown()
    await new Promise((resolve) => setTimeout(resolve, FROZEN_MS))
    await server.comeUp()
    await session.send('Page.setWebLifecycleState', { state: 'active' })
    server.setLine('/model.bin', null)
    const { restarts, receivedBytes } = await tab.until('model', ({ status }) => status === 'completed')
    expect({ restarts, receivedBytes }).toEqual({ restarts: 0, receivedBytes: SIZE })
    expect(committedBytes).toBeGreaterThan(0)
    expect(await tab.sha256('model')).toBe(sha256)
    await tab.page.close()
  })

  it('goes on after its process stood still for longer than a stall may last', async () => {
    server.setLine('/model.bin', 3_000_000)
    // As a machine that slept: the connection is gone, and nobody has said so.
    server.setFaults({ path: '/model.bin', fault: stallAt(9_000_000), times: 1 })
    const tab = await tabs.open({ directory: 'stopped', connections: 1, stallTimeoutMs: FROZEN_MS / 2 })
    await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
    await tab.until('model', (download) => download.committedBytes > 1_000_000)
    const pids = await renderers()
    expect(pids.length).toBeGreaterThan(0)
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
    try {
      await new Promise((resolve) => setTimeout(resolve, FROZEN_MS))
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT')
    }
    server.setLine('/model.bin', null)
    const { status, restarts } = await tab.until('model', (download) =>
      ['completed', 'failed'].includes(download.status),
    )
    expect({ status, restarts }).toEqual({ status: 'completed', restarts: 0 })
    expect(await tab.sha256('model')).toBe(sha256)
    await tab.page.close()
  })
})
