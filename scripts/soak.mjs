import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensure, root } from './ensure.mjs'
import { run } from './run.mjs'

/** The long form of the tests that play at random: `npm run test:soak -- --seed 7 --runs 500`. */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    plays: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '200' },
    kills: { type: 'string', default: '100' },
    only: { type: 'string', default: 'plays,runs,kills' },
  },
})

const PARTS = [
  {
    name: 'plays',
    about: `${values.plays} random plays of the host over fake ports, on virtual time`,
    project: 'unit',
    file: 'test/engine/host/random-play.property.test.ts',
    env: { WEIGHTLIFT_PLAYS: values.plays },
    secondsEach: 1,
  },
  {
    name: 'runs',
    about: `${values.runs} random plays of engine processes against the faulty server`,
    project: 'node',
    file: 'test/runtime/random-plays.test.ts',
    env: { WEIGHTLIFT_RUNS: values.runs },
    secondsEach: 30,
  },
  {
    name: 'kills',
    about: `${values.kills} kill -9 at random instants of a download of 256 MiB`,
    project: 'node',
    file: 'test/runtime/kill.test.ts',
    env: { WEIGHTLIFT_KILLS: values.kills },
    secondsEach: 30,
  },
]

const reports = join(root, 'node_modules', '.cache', 'test-reports')

/** @param {(typeof PARTS)[number]} part */
async function runPart({ name, about, project, file, env, secondsEach }) {
  console.log(`\n▶ ${about}, seed ${values.seed}`)
  const report = join(reports, `soak-${name}.json`)
  rmSync(report, { force: true })
  const started = Date.now()
  const { code, timedOut } = await run(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      file,
    ],
    {
      cwd: root,
      env: { ...process.env, ...env, WEIGHTLIFT_SEED: values.seed },
      timeoutMs: 120_000 + Number(Object.values(env)[0]) * secondsEach * 1000,
    },
  )
  const seconds = Math.round((Date.now() - started) / 1000)
  return { about, seconds, isGood: code === 0 && !timedOut && testsIn(report) > 0 }
}

/** @param {string} report */
function testsIn(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).numPassedTests
  } catch {
    return 0 // Vitest never came to write it.
  }
}

await ensure()
mkdirSync(reports, { recursive: true })
const wanted = values.only.split(',')
const results = []
for (const part of PARTS) if (wanted.includes(part.name)) results.push(await runPart(part))

console.log('')
for (const { about, seconds, isGood } of results) console.log(`${isGood ? 'good  ' : 'FAILED'}  ${about}: ${seconds} s`)
process.exitCode = results.length > 0 && results.every(({ isGood }) => isGood) ? 0 : 1
