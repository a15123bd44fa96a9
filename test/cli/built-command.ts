import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'dist/cli/main.js')
const lock = join(root, 'node_modules/.cache/build-command.lock')
const STALE_MS = 240_000

/** The command as it is published: built now where the sources are newer. Test files that need it at once wait for one another. */
export async function builtCommand(): Promise<string> {
  mkdirSync(join(lock, '..'), { recursive: true })
  while (!takeLock()) await sleep(100)
  try {
    const script = existsSync(main) ? ['node_modules/typescript/bin/tsc', '-b', 'src/cli'] : ['scripts/build.mjs']
    await promisify(execFile)(process.execPath, script, { cwd: root })
    return main
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > STALE_MS) rmSync(lock, { recursive: true, force: true })
    return false
  }
}
