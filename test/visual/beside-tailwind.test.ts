import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import { CLASSES } from './beside/classes.js'
import type { SheetName } from './beside/main.js'
import { type ServedPage, servePage } from './serve-page.js'
import { tailwind } from './tailwind.js'

type Sheets = readonly SheetName[]

/** The ways that docs/theming.md names to load the two. */
const ORDERS: readonly (readonly [how: string, sheets: Sheets])[] = [
  ['before Tailwind', ['order', 'ours', 'tailwind']],
  ['after Tailwind', ['order', 'tailwind', 'ours']],
  ["in Tailwind's file", ['oneFile']],
  ["in Tailwind's layer of components", ['inComponents']],
]

/** What has lists, headings, links, bars, rings, buttons, fields and a dialog in it. */
const STORIES = [
  'buttons-and-bar-in-a-toolbar',
  'download-plan-every-plan',
  'download-queue-many',
  'download-settings-both',
  'download-toasts-ready-stays',
  'model-download-failed',
  'model-download-waiting',
  'model-download-variants-button',
  'model-download-variants-row',
  'model-gate-every-step',
  'network-notice-every-notice',
  'storage-panel-full-and-empty',
  'model-download-cancel-asks',
]

const DROP_IN = '#drop-in > .weightlift-card'

const OURS = '#story [class^="weightlift-"]'

let served: ServedPage
let browser: Browser
let page: Page

beforeAll(async () => {
  const classes = Object.values(CLASSES).flatMap((names) => names.split(' '))
  served = await servePage('beside', { plugins: [tailwind(classes)], minify: true })
  browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments() })
  page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC', viewport: { width: 760, height: 900 } })
  await page.goto(served.url)
  await page.waitForFunction(() => window.beside !== undefined)
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

const show = (story: string): Promise<void> => page.evaluate((name) => window.beside.gallery.show(name, {}), story)

const wear = (sheets: Sheets): Promise<void> => page.evaluate((names) => window.beside.wear(names), sheets)

const compare = (selector: string, before: Sheets, now: Sheets): Promise<string[]> =>
  page.evaluate(([...given]) => window.beside.compare(...given), [selector, before, now] as const)

const styleOf = (selector: string, ...names: readonly string[]): Promise<Record<string, string>> =>
  page.evaluate(
    ([at, wanted]) => {
      const style = getComputedStyle(document.querySelector(at) as Element)
      return Object.fromEntries(wanted.map((name) => [name, style.getPropertyValue(name)]))
    },
    [selector, names] as const,
  )

describe('the drop-ins', () => {
  it.each(STORIES)('look in %s as they do without Tailwind', async (story) => {
    await show(story)
    expect(await compare(OURS, ['ours'], ['order', 'ours', 'tailwind'])).toEqual([])
  })

  it.each(ORDERS)('look the same where the styles come %s', async (_, sheets) => {
    await show('model-download-cancel-asks')
    expect(await compare(OURS, ['ours'], sheets)).toEqual([])
    // What is measured is what a reset does change.
    expect(await compare(OURS, ['ours'], ['ours', 'tailwind'])).not.toEqual([])
  })

  it.each(ORDERS)('give way to a utility class where the styles come %s', async (_, sheets) => {
    await wear(sheets)
    expect(
      await styleOf(DROP_IN, 'border-radius', 'border-top-width', 'padding-top', 'font-size', 'max-width'),
    ).toEqual({
      'border-radius': '0px',
      'border-top-width': '4px',
      'padding-top': '32px',
      'font-size': '18px',
      'max-width': '448px',
    })
    expect(await styleOf(DROP_IN, 'background-color')).toEqual({ 'background-color': 'oklch(0.556 0 0)' })
    expect(await styleOf('#toolbar-button', 'border-radius', 'padding-left', 'background-color', 'color')).toEqual({
      'border-radius': '0px',
      'padding-left': '32px',
      'background-color': 'oklch(0.205 0 0)',
      color: 'oklch(0.985 0 0)',
    })
  })
})

describe("the app's own elements", () => {
  it.each(ORDERS)('are as Tailwind has them where the styles come %s', async (_, sheets) => {
    expect(await compare('#own, #card', ['tailwind'], sheets)).toEqual([])
  })

  it('are as the browser has them on a page without Tailwind', async () => {
    expect(await compare('#own, #card', [], ['ours'])).toEqual([])
  })
})

describe("with shadcn/ui's tokens", () => {
  it.each(['light', 'dark'] as const)(
    'a drop-in has the colours of a %s card, and texts that can be read',
    async (theme) => {
      // The other theme than the system's.
      await page.emulateMedia({ colorScheme: theme === 'dark' ? 'light' : 'dark' })
      await page.evaluate((name) => {
        document.documentElement.className = name
      }, theme)
      await show('model-download-every-status')
      await wear(['order', 'tailwind', 'ours', 'mapping'])
      const looks = ['background-color', 'color', 'border-top-color'] as const
      expect(await styleOf('#story .weightlift-card', ...looks)).toEqual(await styleOf('#card', ...looks))
      expect(await page.evaluate(() => window.beside.faintTexts('#story .weightlift-card'))).toEqual([])
    },
  )
})
