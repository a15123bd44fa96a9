import type { Page, Route } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openTabs, type Tabs } from './open-tabs.js'
import type { TabWindow } from './page/main.js'

declare const window: TabWindow

const WORKER = /engine-worker[^/]*\.js/
const MODEL = { id: 'model', url: 'https://models.example/model.bin', size: 1000 }

let tabs: Tabs

beforeAll(async () => {
  tabs = await openTabs()
})
afterAll(() => tabs.close())
afterEach(async () => {
  await tabs.context.unrouteAll()
  for (const page of tabs.context.pages().slice(1)) await page.close()
})

/** A page whose timers stand still: what it says, it does not say since it waited. */
async function openStill(directory: string): Promise<Page> {
  const page = await tabs.context.newPage()
  await page.clock.install()
  await page.goto(`${tabs.site.url}?options=${encodeURIComponent(JSON.stringify({ directory }))}`)
  await page.waitForFunction(() => window.engine !== undefined, null, { polling: 20 })
  await page.clock.pauseAt(Date.now() + 3_600_000)
  return page
}

/** The script of the worker, preceded by other code. */
const preceded =
  (code: string) =>
  async (route: Route): Promise<void> => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${code};${await response.text()}` })
  }

const BLOCKED =
  'StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("It is blocked.", "SecurityError"))'

describe('a page in which there can be no engine refuses at once', () => {
  it.each([
    [
      'the script of the worker is not there',
      (route: Route) => route.fulfill({ status: 404 }),
      'unsupported',
      'bundler',
    ],
    [
      'a page comes in place of the script of the worker',
      (route: Route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Home' }),
      'unsupported',
      'bundler',
    ],
    ['the user blocks what sites store', preceded(BLOCKED), 'storage-denied', 'Allow this site to store data'],
    [
      'the browser has no file system for sites here',
      preceded('delete StorageManager.prototype.getDirectory'),
      'storage-denied',
      'no private window',
    ],
  ])('where %s', async (_, answer, code, words) => {
    await tabs.context.route(WORKER, answer)
    const page = await openStill('refused')
    const receipt = await page.evaluate((model) => window.engine.dispatch({ type: 'download', model }), MODEL)
    expect(receipt).toMatchObject({ ok: false, error: { code, message: expect.stringContaining(words) } })
  })

  it('but leaves it to the engine of another tab, where there is one', async () => {
    await tabs.open({ directory: 'shared' })
    await tabs.context.route(WORKER, (route) => route.fulfill({ status: 404 }))
    const page = await tabs.context.newPage()
    await page.goto(`${tabs.site.url}?options=${encodeURIComponent(JSON.stringify({ directory: 'shared' }))}`)
    await page.waitForFunction(() => window.engine?.getSnapshot().link === 'open', null, { polling: 20 })
    const receipt = await page.evaluate(() =>
      window.engine.dispatch({ type: 'configure', settings: { concurrency: 3 } }),
    )
    expect(receipt).toEqual({ ok: true })
  })
})
