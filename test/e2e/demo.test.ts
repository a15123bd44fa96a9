import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from './browser.js'
import { type DemoProcess, startDemoProcess } from './demo-process.js'

const SILERO_SHA256 = '2623a2953f6ff3d2c1e61740c6cdb7168133479b267dfef114a4a3cc5bdd788f'
const SILERO_CDN = '/cdn/silero_vad_v5.onnx'
/** Slow enough that a pause, a reload and a kill all fall into the download of 2.3 MB. */
const BYTES_PER_SECOND = 200_000

let directory: string
let demo: DemoProcess
let browser: Browser
let page: Page
let card: Locator
const faults: string[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'weightlift-e2e-'))
  demo = await startDemoProcess(directory, BYTES_PER_SECOND)
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: { width: 1100, height: 800 } })
  page.on('pageerror', (error) => faults.push(error.message))
  card = page.getByRole('region', { name: 'A small model that runs' })
})

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  await rm(directory, { recursive: true, force: true })
})

const button = (name: RegExp): Locator => card.getByRole('button', { name })

/** Share of the model on disk as the progress bar tells it, 0 to 1. */
async function progress(): Promise<number> {
  const bar = card.getByRole('progressbar')
  const [now, most] = await Promise.all([bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuemax')])
  return Number(now) / Number(most ?? 100)
}

async function progressBeyond(share: number): Promise<void> {
  await expect.poll(progress, { timeout: 60_000, interval: 50 }).toBeGreaterThan(share)
}

/** The probability of speech that the page shows for a signal. */
async function speech(signal: 'voice' | 'silence'): Promise<number> {
  return Number(await card.locator(`[data-signal=${signal}]`).getAttribute('data-probability'))
}

describe('the demo', () => {
  it('downloads a model through a pause, a reload and kill -9 of the engine, and runs it', async () => {
    await page.goto(demo.url)
    await button(/^download/i).click()
    await progressBeyond(0.1)

    await button(/^pause/i).click()
    await button(/^resume/i).waitFor()
    // What had come in when the button was pressed is still counted.
    await sleep(500)
    const paused = await progress()
    await sleep(1500)
    expect(await progress()).toBe(paused)
    await button(/^resume/i).click()
    await progressBeyond(paused)

    await page.reload()
    await button(/^pause/i).waitFor()
    await progressBeyond(paused + 0.1)
    await page.reload()
    await progressBeyond(0.45)

    const killed = demo.enginePid()
    const requestsBefore = demo.mirrorRequests().length
    process.kill(killed, 'SIGKILL')
    await page.getByText('Engine out of reach').waitFor()
    await page.getByText('Engine connected').waitFor()
    expect(demo.enginePid()).not.toBe(killed)

    await page.getByText('sha256 verified').waitFor({ timeout: 60_000 })
    const after = demo.mirrorRequests().slice(requestsBefore)
    const resumed = after.filter(({ path, status }) => path === SILERO_CDN && status === 206)
    expect(resumed.length).toBeGreaterThan(0)
    expect(Math.min(...resumed.map(({ start }) => start))).toBeGreaterThan(0)

    const location = (await card.getByText(directory).textContent()) ?? ''
    expect(
      createHash('sha256')
        .update(await readFile(location))
        .digest('hex'),
    ).toBe(SILERO_SHA256)

    await button(/^run the model/i).click()
    await card.locator('[data-signal=voice]').waitFor()
    expect(await speech('voice')).toBeGreaterThan(0.8)
    expect(await speech('silence')).toBeLessThan(0.1)
    expect(faults).toEqual([])
  })

  it('does the same in the page, from the file system of the browser, while the other engine stays as it is', async () => {
    await page.getByRole('link', { name: 'Engine in this page' }).click()
    await button(/^download/i).click()
    await progressBeyond(0.2)
    await page.reload()
    await button(/^pause/i).waitFor()
    await progressBeyond(0.4)
    await page.getByText('sha256 verified').waitFor({ timeout: 60_000 })
    await card.getByText('opfs:/').waitFor()
    expect(await card.getByText(SILERO_SHA256).count()).toBe(1)

    await button(/^run the model/i).click()
    await card.locator('[data-signal=voice]').waitFor()
    expect(await speech('voice')).toBeGreaterThan(0.8)
    expect(await speech('silence')).toBeLessThan(0.1)

    await page.getByRole('link', { name: 'Engine in a Node process' }).click()
    await card.getByText(directory).waitFor()
    expect(faults).toEqual([])
  })

  it('ends all it started when told to', async () => {
    const engine = demo.enginePid()
    expect(await demo.stop()).toBe(0)
    expect(() => process.kill(engine, 0)).toThrow()
    await expect(fetch(demo.url)).rejects.toThrow()
  })
})
