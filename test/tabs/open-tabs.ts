import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import type { BrowserEngineOptions } from '../../src/engine/browser/index.js'
import type { Download } from '../../src/engine/core/download.js'
import type { EngineSnapshot } from '../../src/engine/core/snapshot.js'
import type { TabWindow } from './page/main.js'
import type { ServedFolder } from './serve-folder.js'
import { servePage } from './serve-page.js'

declare const window: TabWindow

/** A browser with a profile on disk, as users have it, and the page with the engine. */
export interface Tabs {
  readonly context: BrowserContext
  readonly site: ServedFolder
  /** Opens the page and waits for its engine. */
  open(options?: Pick<BrowserEngineOptions, 'directory' | 'connections' | 'stallTimeoutMs'>): Promise<Tab>
  close(): Promise<void>
}

export interface Tab {
  readonly page: Page
  snapshot(): Promise<EngineSnapshot>
  download(model: object): Promise<void>
  run(verb: 'pause' | 'resume' | 'cancel' | 'remove' | 'retry', id: string): Promise<void>
  /** Waits until a download is as asked. */
  until(id: string, isSo: (download: Download) => boolean, timeoutMs?: number): Promise<Download>
  /** The sha256 of a model's first file, as the page reads it. */
  sha256(id: string): Promise<string>
  reload(): Promise<void>
  /** Kills the renderer process of the tab. */
  crash(): Promise<void>
}

const ARGUMENTS = ['--disable-background-networking', '--disable-component-update', '--no-first-run']

function openContext(profile: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile, {
    executablePath: findChromium() ?? undefined,
    args: [...chromiumArguments(), ...ARGUMENTS],
  })
}

/** @param open - Starts a browser with this profile. Default: as Playwright does, to which every page is in front. */
export async function openTabs(open: (profile: string) => Promise<BrowserContext> = openContext): Promise<Tabs> {
  const served = await servePage()
  const profile = await mkdtemp(join(tmpdir(), 'weightlift-profile-'))
  const context = await open(profile)
  return {
    context,
    site: served,
    async open(options = {}) {
      const page = await context.newPage()
      await page.goto(`${served.url}?options=${encodeURIComponent(JSON.stringify(options))}`)
      await untilOpen(page)
      return tabOf(page)
    },
    async close() {
      await context.close()
      await served.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function untilOpen(page: Page): Promise<void> {
  await page.waitForFunction(() => window.engine?.getSnapshot().link === 'open', null, { timeout: 15_000, polling: 20 })
}

function tabOf(page: Page): Tab {
  return {
    page,
    snapshot: () => page.evaluate(() => window.engine.getSnapshot()),
    download: (model) => page.evaluate(async (given) => void (await window.client.download(given as never)), model),
    run: (verb, id) => page.evaluate(([name, model]) => window.client[name](model), [verb, id] as const),
    async until(id, isSo, timeoutMs = 30_000) {
      const deadlineMs = performance.now() + timeoutMs
      for (;;) {
        const snapshot = await page.evaluate(() => window.engine.getSnapshot())
        const found = snapshot.downloads[id]
        if (found !== undefined && isSo(found)) return found
        if (performance.now() > deadlineMs) throw new Error(`Not so: ${isSo}\n${JSON.stringify(snapshot, null, 1)}`)
        await page.waitForTimeout(20)
      }
    },
    sha256: (id) =>
      page.evaluate(async (model) => {
        const { files } = await window.client.whenCompleted(model)
        return window.sha256Of(files[0]?.location ?? '')
      }, id),
    async reload() {
      await page.reload()
      await untilOpen(page)
    },
    async crash() {
      const crashed = page.waitForEvent('crash')
      const session = await page.context().newCDPSession(page)
      void session.send('Page.crash').catch(() => undefined)
      await crashed
    },
  }
}
