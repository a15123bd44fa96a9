import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { startLongLink } from './machine/long-link.mjs'
import { ensurePrograms, versions } from './machine/programs.mjs'
import { startNginx } from './machine/servers.mjs'
import { openWorkspace, revision, takePackage, tidyUp } from './machine/workspace.mjs'
import { clearOutput, median } from './measure.mjs'
import { footer, isReached, table } from './report.mjs'
import { neededBytes, scenarios } from './scenarios.mjs'

const USAGE = `npm run bench:throughput -- [options]
  --only <scenario,…>  ${scenarios.map(({ id }) => id).join(', ')}; default all
  --runs <n>           runs of each client, taken in turn; the medians count. Default 5, with --quick 1
  --quick              files of an eighth of the size: to see that all works, not for figures
  --json               JSON on standard output instead of the table
  --check              exit code 1 where a figure misses what it must reach
  --keep               leave the model files for the next run
  --no-build           measure dist/ as it is`

async function main() {
  const { values: options } = parseArgs({
    options: {
      only: { type: 'string' },
      runs: { type: 'string' },
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      'no-build': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (options.help) return console.log(USAGE)
  const chosen = choose(options.only)
  const count = Number(options.runs ?? (options.quick ? 1 : 5))
  if (!(Number.isInteger(count) && count > 0)) throw new Error(`--runs ${options.runs} is no number of runs.\n${USAGE}`)
  ensurePrograms()
  openWorkspace({ keep: options.keep, bytes: neededBytes(options.quick) })
  const library = takePackage({ build: !options['no-build'] })
  const nginx = await startNginx()
  let link = null
  const longLink = () => {
    link ??= startLongLink()
    return link
  }
  const setting = { library, quick: options.quick, nginx, longLink }
  const [load] = loadavg()
  if (load > 1) console.error(`This machine is busy (load ${load.toFixed(1)}): the figures will be worth little.`)
  const report = {
    date: new Date().toISOString(),
    revision: revision(),
    versions: versions(),
    load,
    runs: count,
    quick: options.quick,
  }
  const results = []
  for (const scenario of chosen) {
    const result = await runScenario(scenario, setting, count)
    results.push(result)
    if (!options.json) console.log(table(result))
  }
  if (options.json) console.log(JSON.stringify({ ...report, results }, null, 2))
  else console.log(`\n${footer(report)}`)
  if (options.check && !results.every(({ marks }) => marks.every(isReached))) process.exitCode = 1
}

function choose(only) {
  if (only === undefined) return scenarios
  return only.split(',').map((wanted) => {
    const scenario = scenarios.find(({ id }) => id === wanted)
    if (scenario === undefined) throw new Error(`There is no scenario "${wanted}".\n${USAGE}`)
    return scenario
  })
}

/** @returns {Promise<import('./report.mjs').Result>} */
async function runScenario(scenario, setting, count) {
  const { id } = scenario
  const title = setting.quick ? `${scenario.title} (quick: an eighth of it)` : scenario.title
  const skipped = scenario.whyNot?.() ?? null
  if (skipped !== null) return { id, title, skipped, runs: {}, medians: {}, marks: [] }
  const clients = await scenario.clients(setting)
  const runs = Object.fromEntries(clients.map(({ name }) => [name, []]))
  for (let turn = 1; turn <= count; turn += 1) {
    for (const client of clients) {
      runs[client.name].push(await client.measure())
      console.error(`${id} ${turn}/${count} ${client.name}: ${runs[client.name].at(-1).wall.toFixed(2)} s`)
    }
  }
  clearOutput()
  const medians = Object.fromEntries(Object.entries(runs).map(([name, figures]) => [name, medianFigures(figures)]))
  const marks = scenario.marks.map(({ value, ...mark }) => ({ ...mark, value: value(medians) }))
  return { id, title, skipped, runs, medians, marks }
}

function medianFigures(figures) {
  const of = (key) => (figures[0][key] === null ? null : median(figures.map((figure) => figure[key])))
  return { wall: of('wall'), cpu: of('cpu'), rss: of('rss') }
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.once(signal, async () => {
    await tidyUp()
    process.exit(code)
  })
}

try {
  await main()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
} finally {
  await tidyUp()
}
