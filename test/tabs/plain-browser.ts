import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type BrowserContext, chromium } from 'playwright'
import { chromiumArguments, findChromium } from '../../scripts/chromium.mjs'

const PATIENCE_MS = 30_000

/** A browser that takes a tab behind another one for hidden, and treats it so: Playwright's own does neither. */
export async function openPlainBrowser(profile: string): Promise<BrowserContext> {
  const child = spawn(
    findChromium() ?? 'chromium',
    [
      ...chromiumArguments(),
      '--headless=new',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      // Its own first page may keep a debugger waiting.
      'about:blank',
    ],
    { stdio: 'ignore' },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  async function end(): Promise<void> {
    child.kill('SIGKILL')
    await ended
  }
  try {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(profile)}`, { noDefaults: true })
    const [context] = browser.contexts()
    if (context === undefined) throw new Error('The browser has no profile.')
    return Object.assign(context, { close: () => browser.close().finally(end) })
  } catch (error) {
    await end()
    throw error
  }
}

/** The browser writes down which port it found free. */
async function portOf(profile: string): Promise<string> {
  for (const deadlineMs = performance.now() + PATIENCE_MS; performance.now() < deadlineMs; await wait(50)) {
    const written = await readFile(join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    const [port = ''] = written.split('\n')
    if (port !== '' && written.includes('\n')) return port
  }
  throw new Error(`The browser did not start within ${PATIENCE_MS / 1000} seconds.`)
}
