import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const bench = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What the bench runs, and the Debian package that has it. */
const PROGRAMS = {
  curl: 'curl',
  openssl: 'openssl',
  aria2c: 'aria2',
  nginx: 'nginx',
  '/usr/bin/time': 'time',
  cc: 'gcc',
  ip: 'iproute2',
}

/** Everything from outside that the bench needs: installs it where it can, else says what to install. */
export function ensurePrograms() {
  if (process.platform !== 'linux')
    throw new Error('The bench runs on Linux alone: it needs /usr/bin/time and network namespaces.')
  let missing = missingPackages()
  if (missing.length > 0 && process.getuid?.() === 0 && isThere('apt-get')) {
    console.error(`Installing ${missing.join(', ')}.`)
    const options = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }
    spawnSync('apt-get', ['update', '-qq'], options)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing, 'libc6-dev'], options)
    missing = missingPackages()
  }
  if (missing.length > 0) {
    throw new Error(
      `Not on this machine: ${missing.join(', ')}. Install them (Debian: apt-get install ${missing.join(' ')}), then try again.`,
    )
  }
  if (!existsSync(join(bench, 'node_modules', 'ipull'))) {
    console.error('Installing the peers (npm ci in bench/).')
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: bench, stdio: ['ignore', 'ignore', 'inherit'] })
  }
}

/** Names and versions, for the report. */
export function versions() {
  const first = (program, args) => {
    const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
    return `${stdout}${stderr}`.split('\n', 1)[0]?.match(/\d+\.\d+[\w.]*/)?.[0] ?? '?'
  }
  return {
    node: process.versions.node,
    curl: first('curl', ['--version']),
    openssl: first('openssl', ['version']),
    aria2c: first('aria2c', ['--version']),
    nginx: first('nginx', ['-v']),
  }
}

function missingPackages() {
  return Object.entries(PROGRAMS)
    .filter(([program]) => !isThere(program))
    .map(([, name]) => name)
}

function isThere(program) {
  const folders = `${process.env.PATH}:/usr/sbin:/sbin`.split(':')
  return program.startsWith('/') ? existsSync(program) : folders.some((folder) => existsSync(join(folder, program)))
}
