import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createEngineHandler, toNodeListener } from '../../dist/engine/http/server.js'
import { recordSnapshots } from './record.mjs'
import { createReplay } from './replay.mjs'

const USAGE = `npm run bench:publish -- [options]
  --downloads <n>   that change ten times a second. Default 100
  --seconds <n>     of each measurement. Default 10
  --json            JSON on standard output instead of the table
  --check           exit code 1 where a figure misses what it must reach`

const TOKEN = 'a-token-for-the-bench'
const MUST = { kilobytesPerSecond: 30, percentOfCore: 3 }
const LISTENERS = [1, 10, 100, 1_000]

/** @param {readonly import('../../dist/engine/index.js').EngineSnapshot[]} snapshots @param {number} count */
async function measure(snapshots, count) {
  const { engine, play } = createReplay(snapshots)
  const handler = createEngineHandler(engine, { token: TOKEN, catalog: [], maxListeners: count })
  const server = createServer(toNodeListener(handler)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${server.address().port}/`
  const child =
    count === 0 ? null : fork(fileURLToPath(new URL('./listeners.mjs', import.meta.url)), [url, TOKEN, String(count)])
  if (child !== null) await once(child, 'message')
  child?.send('reset')
  const cpu = process.cpuUsage()
  const startedMs = performance.now()
  await play()
  const seconds = (performance.now() - startedMs) / 1000
  const { user, system } = process.cpuUsage(cpu)
  child?.send('count')
  const bytes = child === null ? 0 : (await once(child, 'message'))[0].bytes
  child?.send('end')
  handler.close()
  server.closeAllConnections()
  server.close()
  return {
    listeners: count,
    percentOfCore: (user + system) / 1e4 / seconds,
    kilobytesPerSecond: count === 0 ? 0 : bytes / count / 1000 / seconds,
    residentMiB: process.memoryUsage.rss() / 2 ** 20,
  }
}

/** What it would be to send each snapshot whole: its bytes, and the time to write it. */
function measureWhole(snapshots) {
  const cpu = process.cpuUsage()
  let bytes = 0
  for (const snapshot of snapshots)
    bytes += Buffer.byteLength(`data: ${JSON.stringify({ type: 'snapshot', snapshot })}\n\n`)
  const { user, system } = process.cpuUsage(cpu)
  const seconds = snapshots.length / 10
  return { kilobytesPerSecond: bytes / 1000 / seconds, percentOfCore: (user + system) / 1e4 / seconds }
}

async function main() {
  const { values: options } = parseArgs({
    options: {
      downloads: { type: 'string', default: '100' },
      seconds: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (options.help) return console.log(USAGE)
  const snapshots = await recordSnapshots(Number(options.downloads), Number(options.seconds))
  // The first run pays for what is compiled once.
  await measure(snapshots.slice(0, 30), 1)
  const idle = await measure(snapshots, 0)
  const runs = []
  for (const count of LISTENERS) runs.push(await measure(snapshots, count))
  const whole = measureWhole(snapshots)
  const [one] = runs
  const isReached = one.kilobytesPerSecond <= MUST.kilobytesPerSecond && one.percentOfCore <= MUST.percentOfCore
  if (options.json) console.log(JSON.stringify({ idle, runs, whole, must: MUST }, null, 2))
  else print(Number(options.downloads), { idle, runs, whole })
  if (options.check && !isReached) process.exitCode = 1
}

function print(downloads, { idle, runs, whole }) {
  const row = (...cells) => console.log(cells.map((cell, at) => String(cell).padEnd(at === 0 ? 36 : 16)).join(''))
  console.log(`${downloads} downloads, ten updates a second, over HTTP`)
  row('', 'kB/s each', '% of a core', 'RSS MiB')
  row('no listener', '', idle.percentOfCore.toFixed(1), idle.residentMiB.toFixed(0))
  for (const run of runs) {
    const name = run.listeners === 1 ? '1 listener' : `${run.listeners} listeners`
    row(name, run.kilobytesPerSecond.toFixed(1), run.percentOfCore.toFixed(1), run.residentMiB.toFixed(0))
  }
  row('whole snapshots (to write one)', whole.kilobytesPerSecond.toFixed(1), whole.percentOfCore.toFixed(1))
  const [one] = runs
  console.log(
    `bytes: ${(whole.kilobytesPerSecond / one.kilobytesPerSecond).toFixed(1)} times fewer than whole snapshots`,
  )
  console.log(`must: ${MUST.kilobytesPerSecond} kB/s and ${MUST.percentOfCore} % of a core for one listener`)
  console.log(
    `Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model}), load ${loadavg()[0]?.toFixed(1)}`,
  )
}

await main()
