import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { bestOf } from '../stopwatch.js'
import { openTabs, type Tab, type Tabs } from './open-tabs.js'

const SIZE = 12_000_000

let tabs: Tabs
let server: ModelServer
let sha256: string

beforeAll(async () => {
  tabs = await openTabs()
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 9 } } })
  sha256 = await server.sha256('/model.bin')
})
afterAll(async () => {
  await tabs.close()
  await server.close()
})
afterEach(async () => {
  await tabs.context.setOffline(false)
  server.setLine('/model.bin', null)
  for (const page of tabs.context.pages().slice(1)) await page.close()
})

async function openWith(directory: string): Promise<Tab> {
  const tab = await tabs.open({ directory })
  await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
  return tab
}

/** Chromium's own switch for it (`Emulation.setDataSaverOverride`) does not reach workers: what they read is set, and the change told. */
async function saveData(tab: Tab, isOn: boolean): Promise<void> {
  await Promise.all(
    tab.page.workers().map((worker) =>
      worker.evaluate((value) => {
        const { connection } = navigator as unknown as { connection: EventTarget }
        Object.defineProperty(connection, 'saveData', { configurable: true, value })
        connection.dispatchEvent(new Event('change'))
      }, isOn),
    ),
  )
}

describe('a page in trouble', () => {
  it('waits while it is offline and goes on within two seconds', async () => {
    const tab = await tabs.open({ directory: 'offline' })
    server.setLine('/model.bin', 500_000, 2_000_000)
    const comeBack = async (): Promise<number> => {
      await tabs.context.setOffline(true)
      // The browser lets go on what is under way: the line itself has to break.
      await server.goDown()
      await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
      const before = await tab.until('model', ({ status, reason }) => status === 'waiting' && reason === 'offline')
      expect((await tab.snapshot()).network.online).toBe(false)
      await server.comeUp()
      await tabs.context.setOffline(false)
      const backMs = performance.now()
      await tab.until('model', ({ receivedBytes }) => receivedBytes > before.receivedBytes)
      return performance.now() - backMs
    }
    expect(await bestOf(2_000, comeBack)).toBeLessThan(2_000)
    server.setLine('/model.bin', null)
    await tab.until('model', ({ status }) => status === 'completed')
    expect(await tab.sha256('model')).toBe(sha256)
  })

  it('waits when it goes offline half-way, and goes on by itself from there', async () => {
    server.setLine('/model.bin', 500_000, 2_000_000)
    const tab = await openWith('half-way')
    await tab.until('model', ({ receivedBytes }) => receivedBytes > 1_000_000)
    await tabs.context.setOffline(true)
    await server.goDown()
    const held = await tab.until('model', ({ status, reason }) => status === 'waiting' && reason === 'offline')
    server.setLine('/model.bin', null)
    await server.comeUp()
    await tabs.context.setOffline(false)
    const { restarts, receivedBytes } = await tab.until('model', ({ status }) => status === 'completed')
    expect({ restarts, receivedBytes }).toEqual({ restarts: 0, receivedBytes: SIZE })
    expect(held.receivedBytes).toBeGreaterThan(1_000_000)
    expect(await tab.sha256('model')).toBe(sha256)
  })

  it('waits as on a metered line while data is to be saved, and goes on by itself when it is not', async () => {
    server.setLine('/model.bin', 500_000, 2_000_000)
    const tab = await openWith('saved')
    await tab.until('model', ({ receivedBytes }) => receivedBytes > 0)
    await saveData(tab, true)
    const held = await tab.until('model', ({ status, reason }) => status === 'waiting' && reason === 'metered')
    expect((await tab.snapshot()).network).toMatchObject({ online: true, metered: true })
    expect(held.receivedBytes).toBeLessThan(SIZE)
    server.setLine('/model.bin', null)
    await saveData(tab, false)
    const { restarts, receivedBytes } = await tab.until('model', ({ status }) => status === 'completed')
    expect({ restarts, receivedBytes }).toEqual({ restarts: 0, receivedBytes: SIZE })
    expect(await tab.sha256('model')).toBe(sha256)
  })

  it('keeps what it has when the browser gives it no more room, and goes on when there is some', async () => {
    server.setLine('/model.bin', 4_000_000)
    const tab = await openWith('quota')
    await tab.until('model', ({ receivedBytes }) => receivedBytes > 2_000_000)
    const session = await tabs.context.newCDPSession(tab.page)
    const { origin } = new URL(tab.page.url())
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 })
    const { error, committedBytes } = await tab.until('model', ({ status }) => status === 'failed')
    expect(error).toMatchObject({ code: 'quota-exceeded', action: 'free-space' })
    expect(committedBytes).toBeGreaterThan(1_000_000)
    await session.send('Storage.overrideQuotaForOrigin', { origin })
    server.setLine('/model.bin', null)
    await tab.run('retry', 'model')
    const { restarts } = await tab.until('model', ({ status }) => status === 'completed')
    expect(restarts).toBe(0)
    expect(await tab.sha256('model')).toBe(sha256)
  })

  it('says whether the browser promised to keep what is stored', async () => {
    const tab = await tabs.open({ directory: 'persist' })
    const session = await tabs.context.newCDPSession(tab.page)
    expect((await tab.snapshot()).storage).toEqual({ persisted: null })
    const { origin } = new URL(tab.page.url())
    await session.send('Browser.grantPermissions', { permissions: ['durableStorage'], origin })
    await tab.download({ id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256 })
    await tab.until('model', ({ status }) => status === 'completed')
    expect((await tab.snapshot()).storage).toEqual({ persisted: true })
  })
})
