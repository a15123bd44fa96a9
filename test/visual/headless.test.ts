import { readdirSync } from 'node:fs'
import { type Browser, chromium, type Locator, type Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import { type ServedPage, servePage } from './serve-page.js'

let served: ServedPage
let browser: Browser
let page: Page
let download: Locator

beforeAll(async () => {
  served = await servePage('headless')
  browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments() })
  page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' })
  page.setDefaultTimeout(30_000)
  await page.goto(served.url)
  download = page.locator('#download')
  await download.getByText('Whisper Small').first().waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

describe('a page that imports no styles', () => {
  it('gets none: not from the imports of parts and drop-ins, and none that is put in while it runs', async () => {
    const files = readdirSync(served.directory, { recursive: true, encoding: 'utf8' })
    expect(files.some((file) => file.endsWith('.js'))).toBe(true)
    expect(files.filter((file) => file.endsWith('.css'))).toEqual([])
    const sheets = await page.evaluate(() => document.styleSheets.length + document.adoptedStyleSheets.length)
    expect(sheets).toBe(0)
  })

  it('shows everything that a part says', async () => {
    const unseen = await page.evaluate(() => {
      const elements = [...document.querySelectorAll('#root *')]
      const withText = elements.filter((element) =>
        [...element.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim()),
      )
      return withText
        .filter((element) => !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map((element) => element.outerHTML)
    })
    // What waits in a closed select or dialog is drawn when it opens.
    expect(unseen.filter((html) => !/^<option/.test(html))).toEqual([])
    expect(await page.locator('#plan dt').count()).toBeGreaterThan(1)
    expect(await page.locator('#queue button').count()).toBe(2)
  })

  it('pauses by a click and resumes by the keyboard, and the focus stays', async () => {
    await download.getByRole('button', { name: 'Pause, Whisper Small' }).click()
    const resume = download.getByRole('button', { name: 'Resume, Whisper Small' })
    await resume.waitFor()
    expect(await download.getByRole('progressbar').getAttribute('aria-valuetext')).toMatch(/^\d+%, .* of 488 MB/)
    expect(await focused()).toBe('Resume, Whisper Small')
    await page.keyboard.press('Enter')
    await download.getByRole('button', { name: 'Pause, Whisper Small' }).waitFor()
    expect(await focused()).toBe('Pause, Whisper Small')
  })

  it('asks before it cancels, above the page and with the focus in it, and Escape takes it back', async () => {
    const cancel = download.getByRole('button', { name: 'Cancel, Whisper Small' })
    await cancel.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('alertdialog')
    await dialog.waitFor()
    expect(await dialog.evaluate((element) => element.matches(':modal'))).toBe(true)
    expect(await focused()).toBe('Go on downloading')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await focused()).toBe('Cancel, Whisper Small')
  })

  it('pauses and resumes all from the queue', async () => {
    const queue = page.locator('#queue')
    await queue.getByRole('button', { name: 'Pause all' }).press('Space')
    await download.getByRole('button', { name: 'Resume, Whisper Small' }).waitFor()
    await queue.getByRole('button', { name: 'Resume all' }).click()
    await download.getByRole('button', { name: 'Pause, Whisper Small' }).waitFor()
  })

  it('cancels from a drop-in, and the focus goes to what starts it again', async () => {
    const card = page.locator('#drop-in')
    await card.getByRole('button', { name: 'Cancel, Whisper Small' }).click()
    await page.getByRole('button', { name: 'Cancel and delete' }).press('Enter')
    await card.getByRole('button', { name: /^Download .*Whisper Small$/ }).waitFor()
    await expect.poll(focused, { timeout: 30_000 }).toMatch(/^Download .*Whisper Small$/)
  })
})

function focused(): Promise<string | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent ?? null
  })
}
