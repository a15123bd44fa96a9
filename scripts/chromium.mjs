import { spawnSync } from 'node:child_process'
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
  return candidates()[0] ?? null
}

/** @returns {string[]} */
function candidates() {
  const asked = process.env.CHROMIUM_PATH
  if (asked) {
    if (existsSync(asked)) return [asked]
    throw new Error(`CHROMIUM_PATH names ${asked}, where there is no file. Correct it, or unset it to have one found.`)
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...onPath, ...APPLICATIONS, ...playwrightChromium()].filter((path) => existsSync(path))
}

/**
 * The first that starts: on some systems there is only a stub that asks to install a package.
 * @returns {string | undefined}
 */
function findWorkingChromium() {
  return candidates().find((path) => spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0)
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
  let found = findWorkingChromium()
  if (!found) {
    console.log('No Chromium on this machine: installing one.')
    await install()
    found = findWorkingChromium()
  }
  if (!found) {
    throw new Error(
      'No Chromium was found that starts, and none could be installed. Install Chromium or Chrome yourself, or set CHROMIUM_PATH to one.',
    )
  }
  // What is started from here need not search again, nor meet a stub.
  process.env.CHROMIUM_PATH = found
  return found
}

async function install() {
  if (isRoot() && isDebian()) return installFromDebian()
  const args = ['playwright', 'install', ...(isRoot() ? ['--with-deps'] : []), 'chromium']
  await run('npx', args, { timeoutMs: 600_000 })
}

async function installFromDebian() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, timeoutMs: 300_000 })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, timeoutMs: 600_000 })
}

/** @returns {string[]} */
function playwrightChromium() {
  try {
    return [createRequire(import.meta.url)('playwright-core').chromium.executablePath()]
  } catch {
    return [] // Not installed yet: nothing to look into.
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
