import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { workspace } from './machine/workspace.mjs'

const LIMIT_MS = 15 * 60_000

/** What clients write to; empty before each run. */
export const output = join(workspace, 'output')

/**
 * @typedef {object} Figures
 * @property {number} wall seconds, the start of the process included
 * @property {number} cpu seconds in user and system mode, of the process and its children
 * @property {number} rss MiB, the most it held at once; of several processes the largest
 */

/** The same start for everyone: nothing of the last run on disk, nothing left to be written. */
export function clearOutput() {
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  execFileSync('sync')
}

/**
 * Runs a program from nothing to its end, and measures it by /usr/bin/time.
 *
 * @param {string[]} command
 * @param {string[]} [within] a command to run it in
 * @returns {Promise<Figures>}
 */
export async function measure(command, within = []) {
  clearOutput()
  const notes = join(workspace, 'time')
  const [program, ...args] = [...within, '/usr/bin/time', '-o', notes, '-f', '%e %U %S %M', ...command]
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: output, detached: true })
  let said = ''
  child.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-4_000)
  })
  const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), LIMIT_MS)
  const end = () => process.kill(-child.pid, 'SIGKILL')
  process.once('exit', end)
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  process.removeListener('exit', end)
  clearTimeout(timer)
  if (code !== 0) throw new Error(`${command.slice(0, 2).join(' ')} … ended with ${code}.\n${said}`)
  const [wall, user, system, kib] = readFileSync(notes, 'utf8').trim().split(' ').map(Number)
  return { wall, cpu: user + system, rss: kib / 1024 }
}

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
