import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import type { Boxes } from './moving/main.js'
import { type ServedPage, servePage } from './serve-page.js'

let served: ServedPage
let browser: Browser

beforeAll(async () => {
  served = await servePage('moving')
  browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments() })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

async function openPage(
  scenario: 'downloading' | 'preparing' | 'stalled',
  { width = 760, reducedMotion = 'reduce' }: { width?: number; reducedMotion?: 'reduce' | 'no-preference' } = {},
): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-US', viewport: { width, height: 900 }, reducedMotion })
  page.setDefaultTimeout(30_000)
  await page.goto(`${served.url}#${scenario}`)
  await page.locator('#queue li').waitFor()
  await page.evaluate(() => window.moving.advance(0))
  return page
}

const advance = (page: Page, ms: number): Promise<void> => page.evaluate((time) => window.moving.advance(time), ms)
const restless = (page: Page): Promise<string[]> => page.evaluate(() => window.moving.restless())

describe('while a download runs', () => {
  it.each([760, 320])(
    'only bars move in a window of %d pixels, whatever the digits are and when no data comes',
    async (width) => {
      const page = await openPage('downloading', { width })
      const flowing = new Map<string, Boxes>()
      for (let left = 60; left > 0 && flowing.size < 4; left -= 1) {
        const { texts, boxes } = await page.evaluate(() => window.moving.look())
        if (texts.every((text) => text.includes(' left'))) flowing.set(texts.join(), boxes)
        await advance(page, 3_000)
      }
      expect(flowing.size).toBe(4)
      const [first, ...later] = flowing.values()
      for (const boxes of later) expect(boxes).toEqual(first)
      await page.close()

      const still = await openPage('stalled', { width })
      const { texts, boxes: stalled } = await still.evaluate(() => window.moving.look())
      expect(texts[0]).toContain('No data is arriving')
      // A row tells it in words of its own, and a narrow one makes room for them.
      const kept = (boxes: Boxes | undefined): unknown =>
        Object.entries(boxes ?? {}).filter(([name]) =>
          (width > 320 ? /^(?:card|row|queue)/ : /^(?:card|queue)/).test(name),
        )
      expect(kept(stalled)).toEqual(kept(first))
      await still.close()
    },
  )

  it('nothing has a transition or an animation where less motion is wanted, the bar without an end and questions too', async () => {
    const lively = await openPage('preparing', { reducedMotion: 'no-preference' })
    expect((await restless(lively)).length).toBeGreaterThan(10)
    await lively.close()
    const preparing = await openPage('preparing')
    expect(await restless(preparing)).toEqual([])
    await preparing.close()
    const page = await openPage('downloading')
    await page
      .locator('#card')
      .getByRole('button', { name: /^Cancel/ })
      .click()
    await page.getByRole('alertdialog').waitFor()
    expect(await restless(page)).toEqual([])
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    await page.close()
  })
})
