import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureChromium } from './chromium.mjs'
import { runNpm } from './run.mjs'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

const OLDEST_NODE = [20, 19]

/**
 * Makes a fresh clone ready to run: the right Node, all packages, and, where asked for, a browser.
 * @param {{ browser?: boolean }} [options]
 */
export async function ensure({ browser = false } = {}) {
  checkNode()
  if (!packagesAreCurrent()) await installPackages()
  if (browser) await ensureChromium()
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new Error(
    `This is Node ${process.versions.node}; Weightlift needs ${OLDEST_NODE.join('.')} or newer. Install one from https://nodejs.org and try again.`,
  )
}

/** Compares what is installed with the lockfile by version, as a clone's or a checkout's file times say nothing. */
function packagesAreCurrent() {
  const installedFile = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const installed = packagesOf(installedFile)
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === '') return true
    const there = installed[path]
    return there ? there.version === version : Boolean(optional || devOptional)
  })
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages
}

async function installPackages() {
  console.log('Installing packages (npm ci).')
  const { code } = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: root, timeoutMs: 900_000 })
  if (code !== 0) throw new Error('npm ci failed; its own message is above. Check the network, then try again.')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensure({ browser: process.argv.includes('--browser') }).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
