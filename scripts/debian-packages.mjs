import { spawnSync } from 'node:child_process'
import { run } from './run.mjs'

/**
 * Installs Debian's packages where one of the programs is missing and this may be done: as root, where there is apt-get.
 * @param {readonly string[]} programs
 * @param {readonly string[]} packages
 */
export async function ensurePrograms(programs, packages) {
  const missing = programs.filter((program) => !isThere(program))
  if (missing.length === 0) return
  console.log(`Installing ${packages.join(', ')}, since ${missing.join(', ')} is not on this machine.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env, timeoutMs: 300_000 }).catch(() => undefined)
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages]
  await run('apt-get', args, { env, timeoutMs: 600_000 }).catch(() => undefined)
  const left = programs.filter((program) => !isThere(program))
  if (left.length === 0) return
  throw new Error(
    `${left.join(', ')} could not be installed. Install ${packages.join(', ')} yourself (names of Debian's packages).`,
  )
}

/** @param {string} program */
function isThere(program) {
  return spawnSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' }).status === 0
}
