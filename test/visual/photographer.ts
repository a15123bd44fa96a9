import { chromium } from 'playwright'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import type { Mode } from './modes.js'
import type { Gallery } from './page/gallery.js'
import { servePage } from './serve-page.js'

declare global {
  interface Window {
    readonly gallery: Gallery
  }
}

export interface Photographer {
  /** Of the browser, like `156.0.8078.79`. */
  readonly version: string
  /** What there is to take pictures of. */
  readonly stories: readonly string[]
  /** A PNG of the whole page. One at a time; a story is drawn anew only where it or the toolbars are others than before. */
  take(story: string, mode: Mode): Promise<Buffer>
  close(): Promise<void>
}

/** Letters and colours as they would be on any machine. */
const SAME_EVERYWHERE = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb']

/** How often a story is looked at until two pictures are the same. */
const MOST_PICTURES = 6

/** Builds the page with all stories, and opens it in the machine's Chromium. */
export async function createPhotographer(): Promise<Photographer> {
  const served = await servePage('page')
  const browser = await chromium.launch({
    executablePath: findChromium() ?? undefined,
    args: [...chromiumArguments(), ...SAME_EVERYWHERE],
  })
  const page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' })
  const devTools = await page.context().newCDPSession(page)
  await page.goto(served.url)
  await page.waitForFunction(() => window.gallery !== undefined)
  const stories = await page.evaluate(() => window.gallery.list())
  let shown = ''

  return {
    version: browser.version(),
    stories,
    async take(story, mode) {
      const { window: size, colorScheme, forcedColors = 'none' as const, zoom = 1, globals = {} } = mode
      const { width, height } = size
      await page.emulateMedia({ colorScheme, forcedColors })
      const screen = { width, height, deviceScaleFactor: zoom, mobile: false }
      await devTools.send('Emulation.setDeviceMetricsOverride', screen)
      const wanted = JSON.stringify([story, globals])
      if (shown !== wanted)
        await page.evaluate(([name, by]) => window.gallery.show(name, by), [story, globals] as const)
      shown = wanted
      const takeOnce = async (): Promise<string> => {
        const tall = await page.evaluate(() => window.gallery.settle())
        // Not the page's own way, which sets the zoom back.
        const clip = { x: 0, y: 0, width, height: tall, scale: 1 }
        return (await devTools.send('Page.captureScreenshot', { captureBeyondViewport: true, clip })).data
      }
      // On a busy machine a page may still be drawing: what counts is a picture that comes out twice.
      let before = await takeOnce()
      for (let left = MOST_PICTURES; left > 1; left -= 1) {
        const now = await takeOnce()
        if (now === before) break
        before = now
      }
      return Buffer.from(before, 'base64')
    },
    async close() {
      await browser.close()
      await served.close()
    },
  }
}
