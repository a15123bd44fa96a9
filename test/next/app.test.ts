import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { expect, it, onTestFinished } from 'vitest'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'
import { temporaryDirectory } from '../engine/node/temporary-directory.js'
import { createModelServer } from '../server/create-model-server.js'

const SIZE = 8 * 2 ** 20
const app = process.env.WEIGHTLIFT_NEXT_APP ?? ''

it('a Next app renders the download on its server, takes it over without a word, downloads by events and commands, and survives a reload', async () => {
  const models = join(temporaryDirectory(), 'models')
  const server = await createModelServer({ files: { '/voice.bin': { generate: SIZE } } })
  onTestFinished(() => server.close())
  server.setLine('/voice.bin', 2 ** 20)
  const origin = await startNext({ MODELS: models, MODEL_URL: `${server.url}/voice.bin` })

  const html = await (await fetch(origin)).text()
  expect(html).toContain('Voice model')
  expect(html).toContain('The model is not here yet.')
  expect((await fetch(`${origin}/api/engine`)).status).toBe(401)

  const { page, said } = await openPage()
  await page.goto(origin)
  await page.getByRole('button', { name: /^Download/ }).click()
  await progressOf(page, 0)
  await page.getByRole('button', { name: /^Pause/ }).click()
  await page.locator('[data-status=paused]').first().waitFor()
  const paused = await progressOf(page, 0)

  await page.reload()
  await page.locator('[data-status=paused]').first().waitFor()
  // What was on its way when the download was paused still counts.
  expect(await progressOf(page, 0)).toBeGreaterThanOrEqual(paused)
  server.setLine('/voice.bin', null)
  await page.getByRole('button', { name: /^Resume/ }).click()
  await page.getByText('The model is here.').waitFor()
  await page.reload()
  await page.getByText('The model is here.').waitFor()

  const sha256 = createHash('sha256')
    .update(readFileSync(join(models, 'voice/voice.bin')))
    .digest('hex')
  expect(sha256).toBe(await server.sha256('/voice.bin'))
  expect(said).toEqual([])
})

async function startNext(env: Record<string, string>): Promise<string> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const args = ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)]
  const next = spawn(process.execPath, args, {
    cwd: app,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ORIGIN: origin, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(async () => {
    if (next.exitCode !== null || next.signalCode !== null) return
    next.kill('SIGKILL')
    await once(next, 'close')
  })
  await new Promise<void>((resolve, reject) => {
    next.once('exit', (code) => reject(new Error(`next start ended with ${code}.`)))
    next.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('Ready')) resolve()
    })
  })
  return origin
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function openPage(): Promise<{ page: Page; said: string[] }> {
  const browser = await chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArguments() })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const said: string[] = []
  page.on('pageerror', (error) => said.push(error.message))
  page.on('console', (message) => {
    const isIcon = message.location().url.endsWith('/favicon.ico')
    if (['error', 'warning'].includes(message.type()) && !isIcon) said.push(message.text())
  })
  return { page, said }
}

/** Once it is above what is given. */
async function progressOf(page: Page, above: number): Promise<number> {
  const read = async () => Number((await page.getByRole('progressbar').first().getAttribute('aria-valuenow')) ?? -1)
  await expect.poll(read, { timeout: 60_000 }).toBeGreaterThan(above)
  return read()
}
