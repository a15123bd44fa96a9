import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { ourCommand, ourJob } from './clients.mjs'
import { clearOutput } from './measure.mjs'

const KILL_AT = 0.95

/**
 * Kills an engine with -9 near the end of a model, starts another in the same directory, and measures from the start of that
 * process until its snapshot shows a byte more than it began with. The rest is then let through, so that the digest proves it.
 *
 * @returns {import('./clients.mjs').Client}
 */
export function resumeAfterKill(library, file, server) {
  const command = ourCommand({ ...ourJob(library, [file], server), reports: true })
  return {
    name: 'ours',
    async measure() {
      clearOutput()
      const before = await downloadAndKill(command, file.size)
      return { ...(await resume(command)), before }
    },
  }
}

async function downloadAndKill(command, size) {
  const { child, reports } = start(command)
  let last = null
  for await (const report of reports) {
    if (report.receivedBytes < KILL_AT * size) continue
    last ??= report
    child.kill('SIGKILL')
  }
  if (last === null || last.status === 'completed') throw new Error('The engine was done before it could be killed.')
  return last
}

async function resume(command) {
  const startedAtMs = performance.timeOrigin + performance.now()
  const { child, reports } = start(command)
  let found = null
  let moved = null
  for await (const report of reports) {
    // What the journal promises stands from the first report on; what comes over the network is added to it.
    found ??= report.receivedBytes > 0 ? report : null
    if (found !== null && moved === null && report.receivedBytes > found.receivedBytes) moved = report
  }
  if (child.exitCode !== 0 || moved === null)
    throw new Error(`The engine did not go on: it ended with ${child.exitCode}.`)
  return { wall: (moved.atMs - startedAtMs) / 1000, cpu: null, rss: null }
}

function start([program, ...args]) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  child.once('close', () => process.removeListener('exit', end))
  return { child, reports: reportsOf(child) }
}

async function* reportsOf(child) {
  const ended = new Promise((resolve) => child.once('close', resolve))
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line)
  await ended
}
