import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const APPLICATIONS = [
  '/usr/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Where a Chromium is on this machine: `CHROMIUM_PATH`, then the path, then the usual places, then Playwright's own cache.
 * @returns {string | null}
 */
export function findChromium() {
  const asked = process.env.CHROMIUM_PATH
  if (asked) {
    if (existsSync(asked)) return asked
    throw new Error(`CHROMIUM_PATH names ${asked}, where there is no file. Correct it, or unset it to have one found.`)
  }
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name)
      if (existsSync(path)) return path
    }
  }
  return APPLICATIONS.find((path) => existsSync(path)) ?? playwrightChromium()
}

/**
 * Chromium's own sandbox does not start under root.
 * @returns {string[]}
 */
export function chromiumArguments() {
  return isRoot() ? ['--no-sandbox'] : []
}

/**
 * Finds a Chromium, or installs one: the system's package under root on Debian, Playwright's build elsewhere.
 * @returns {Promise<string>} its path
 */
export async function ensureChromium() {
  const found = findChromium()
  if (found) return found
  console.log('No Chromium on this machine: installing one.')
  if (isRoot() && isDebian()) await installFromDebian()
  else
    await run('npx', ['playwright', 'install', ...(isRoot() ? ['--with-deps'] : []), 'chromium'], {
      timeoutMs: 600_000,
    })
  const installed = findChromium()
  if (installed) return installed
  throw new Error(
    'No Chromium was found and none could be installed. Install Chromium or Chrome yourself, or set CHROMIUM_PATH to one.',
  )
}

async function installFromDebian() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, timeoutMs: 300_000 })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeoutMs: 600_000 })
}

/** @returns {string | null} */
function playwrightChromium() {
  try {
    const path = createRequire(import.meta.url)('playwright-core').chromium.executablePath()
    return existsSync(path) ? path : null
  } catch {
    return null // Not installed yet: nothing to look into.
  }
}

function isRoot() {
  return process.getuid?.() === 0
}

function isDebian() {
  try {
    return /^ID=["']?debian\b/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}
