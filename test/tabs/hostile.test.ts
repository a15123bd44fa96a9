import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createModelServer, type ModelServer } from '../server/create-model-server.js'
import { createRandom } from '../server/random.js'
import { openTabs, type Tab, type Tabs } from './open-tabs.js'
import type { TabWindow } from './page/main.js'

declare const window: TabWindow

const SIZE = 12_000_000
const VERBS = ['pause', 'resume', 'cancel', 'retry', 'remove', 'download'] as const

let tabs: Tabs
let server: ModelServer
let model: { readonly id: string; readonly url: string; readonly size: number; readonly sha256: string }

beforeAll(async () => {
  tabs = await openTabs()
  server = await createModelServer({ cors: true, files: { '/model.bin': { generate: SIZE, seed: 9 } } })
  model = { id: 'model', url: `${server.url}/model.bin`, size: SIZE, sha256: await server.sha256('/model.bin') }
})
afterAll(async () => {
  await tabs.close()
  await server.close()
})
afterEach(async () => {
  server.setLine('/model.bin', null)
  for (const page of tabs.context.pages().slice(1)) await page.close()
})

async function openHalfWay(directory: string): Promise<Tab> {
  server.setLine('/model.bin', 3_000_000)
  const tab = await tabs.open({ directory })
  await tab.download(model)
  await tab.until('model', ({ committedBytes }) => committedBytes > 1_000_000)
  return tab
}

async function expectUsable(tab: Tab): Promise<void> {
  await tab.until('model', ({ status }) => status === 'completed')
  expect(await tab.sha256('model')).toBe(model.sha256)
}

/** Runs in the page before its own scripts: shows what a worker says of its end. */
function tellFailure(): void {
  const Watched = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      this.addEventListener('message', ({ data }) => {
        if (data.type === 'failed') Object.assign(window, { failure: data.error })
      })
    }
  }
  Object.assign(window, { Worker: Watched })
}

describe('a page to which bad things happen', () => {
  it('finds a model missing that was deleted beneath it, and downloads it again', async () => {
    const tab = await tabs.open({ directory: 'deleted' })
    await tab.download(model)
    await expectUsable(tab)
    await tab.page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('deleted')
      await folder.removeEntry('model', { recursive: true })
    })
    const available = await tab.page.evaluate((given) => window.client.availability(given as never), model)
    expect(available).toMatchObject({ status: 'missing', bytes: 0 })
    await tab.download(model)
    await expectUsable(tab)
  })

  it('starts again where a partial was deleted between two loads of the page', async () => {
    const tab = await openHalfWay('half-deleted')
    await tab.page.close()
    const other = await tabs.open({ directory: 'elsewhere' })
    // The file is free once the worker of the closed page has ended.
    const remove = (): Promise<boolean> =>
      other.page.evaluate(async () => {
        const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('half-deleted')
        return folder.removeEntry('model', { recursive: true }).then(
          () => true,
          () => false,
        )
      })
    await expect.poll(remove, { timeout: 15_000 }).toBe(true)
    server.setLine('/model.bin', null)
    const again = await tabs.open({ directory: 'half-deleted' })
    await expectUsable(again)
    expect((await again.snapshot()).downloads.model).toMatchObject({ receivedBytes: SIZE, error: null })
  })

  it('goes on where it left off when the user goes away and back', async () => {
    const tab = await openHalfWay('back')
    await tab.page.goto('about:blank')
    server.setLine('/model.bin', null)
    await tab.page.goBack()
    await tab.page.waitForFunction(() => window.engine?.getSnapshot().link === 'open')
    await expectUsable(tab)
    expect((await tab.snapshot()).downloads.model?.restarts).toBe(0)
  })

  it('takes no harm from what others post on its channels', async () => {
    const tab = await openHalfWay('posted')
    const errors: string[] = []
    tab.page.on('pageerror', (error) => errors.push(error.message))
    await tab.page.evaluate(() => {
      const channel = new BroadcastChannel('weightlift:posted')
      const junk = [
        null,
        1,
        'x',
        [],
        {},
        { type: 'who' },
        { type: 'who', tab: 5 },
        { type: 'owner' },
        { type: 'later' },
      ]
      for (const message of junk) channel.postMessage(message)
    })
    server.setLine('/model.bin', null)
    await expectUsable(tab)
    expect(errors).toEqual([])
  })

  it('says what is wrong with a folder that cannot be', async () => {
    const tab = await tabs.open({ directory: 'good' })
    const [home] = tab.page.url().split('?')
    await tab.page.clock.install()
    await tab.page.addInitScript(tellFailure)
    await tab.page.goto(`${home}?options=${encodeURIComponent(JSON.stringify({ directory: '../bad' }))}`)
    await tab.page.waitForFunction(() => 'failure' in window, null, { polling: 20 })
    const receipt = await tab.page.evaluate(
      (given) => window.engine.dispatch({ type: 'download', model: given }),
      model,
    )
    expect(receipt).toMatchObject({ ok: false, error: { code: 'invalid-model' } })
  })
})

describe('two tabs at once', () => {
  it('agree after 150 random commands, and the model is right', async () => {
    server.setLine('/model.bin', 2_000_000)
    const [one, two] = [await tabs.open({ directory: 'race' }), await tabs.open({ directory: 'race' })]
    const random = createRandom(7)
    const refusals = new Set<string>()
    async function command(tab: Tab): Promise<void> {
      const verb = VERBS[Math.floor(random() * VERBS.length)] ?? 'download'
      const done = verb === 'download' ? tab.download(model) : tab.run(verb, 'model')
      await done.catch((error: Error) => refusals.add(/There is no download/.test(error.message) ? '' : error.message))
    }
    for (let round = 0; round < 50; round += 1) await Promise.all([command(one), command(two), command(one)])
    expect([...refusals].filter((message) => message !== '')).toEqual([])
    await two.download(model)
    await two.run('resume', 'model')
    server.setLine('/model.bin', null)
    await expectUsable(two)
    await expectUsable(one)
  })

  it('keep a command that the owner was closed upon', async () => {
    const owner = await openHalfWay('closing')
    const follower = await tabs.open({ directory: 'closing' })
    const paused = follower.run('pause', 'model')
    await owner.page.close()
    await paused
    await follower.until('model', ({ status }) => status === 'paused')
  })
})

// Last, since Chromium takes some seconds to end a page whose files are gone.
describe('a page whose site is cleared', () => {
  it('says so of a download that ran, and downloads it again', async () => {
    const tab = await openHalfWay('cleared')
    const session = await tabs.context.newCDPSession(tab.page)
    const { origin } = new URL(tab.page.url())
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    server.setLine('/model.bin', null)
    const { error } = await tab.until('model', ({ status }) => status === 'failed')
    expect(error).toMatchObject({ code: 'storage-io', message: expect.stringContaining('cleared') })
    await tab.run('retry', 'model')
    await expectUsable(tab)
  })
})
