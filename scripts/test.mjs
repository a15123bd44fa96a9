import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePrograms } from './debian-packages.mjs'
import { ensure, root } from './ensure.mjs'
import { run } from './run.mjs'

/**
 * The parts of the suite, in the order of how soon they tell something. Each has a limit, as Vitest 4.1 waits for ever when a renderer freezes.
 */
const PARTS = [
  { name: 'unit', about: 'core, host, border', limitMinutes: 4 },
  { name: 'dom', about: 'hooks and components in jsdom', limitMinutes: 4 },
  { name: 'react-18', about: 'hooks and components over the oldest React that is supported', limitMinutes: 4 },
  { name: 'node', about: 'Node engine, contract, test server: real sockets and disk', limitMinutes: 12 },
  {
    name: 'browser',
    about: 'browser engine in Chromium: contract and ports',
    limitMinutes: 6,
    config: 'vitest.browser.config.ts',
  },
  { name: 'tabs', about: 'pages with the browser engine: several, reloaded, killed', limitMinutes: 5 },
  { name: 'stories', about: 'every story in Chromium, with axe', limitMinutes: 6, config: 'vitest.stories.config.ts' },
  { name: 'visual', about: 'pictures of every drop-in, against those that are kept', limitMinutes: 5 },
  { name: 'e2e', about: 'the demo, used by a browser', limitMinutes: 8 },
]

const reports = join(root, 'node_modules', '.cache', 'test-reports')

/**
 * `--only a,b` picks parts; all else goes to Vitest (a file, `-t name`).
 * @param {readonly string[]} args
 */
function parseArguments(args) {
  const at = args.indexOf('--only')
  if (at === -1) return { parts: PARTS, rest: [...args] }
  const names = (args[at + 1] ?? '').split(',')
  const unknown = names.filter((name) => !PARTS.some((part) => part.name === name))
  if (unknown.length > 0) {
    throw new Error(`There is no part "${unknown.join(', ')}". Parts: ${PARTS.map((part) => part.name).join(', ')}.`)
  }
  return {
    parts: PARTS.filter((part) => names.includes(part.name)),
    rest: args.filter((_, i) => i !== at && i !== at + 1),
  }
}

/**
 * @param {(typeof PARTS)[number]} part
 * @param {readonly string[]} rest
 */
async function runPart(part, rest) {
  const report = join(reports, `${part.name}.json`)
  rmSync(report, { force: true })
  console.log(`\n▶ ${part.name}: ${part.about}`)
  const started = Date.now()
  const { code, timedOut } = await run(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--config=${part.config ?? 'vitest.config.ts'}`,
      `--project=${part.name}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      // With a filter, a part without a match is no fault; without one, a part without tests is.
      ...(rest.length > 0 ? ['--passWithNoTests', ...rest] : []),
    ],
    { cwd: root, timeoutMs: part.limitMinutes * 60_000 },
  )
  const { passed, failed, skipped } = readReport(report)
  // A time-out, a file that cannot be loaded or an error outside a test fails no test, yet the run failed.
  const outside = code !== 0 && failed === 0 ? 1 : 0
  return {
    name: part.name,
    passed,
    failed: failed + outside,
    skipped,
    timedOut,
    seconds: (Date.now() - started) / 1000,
  }
}

/** @param {string} report */
function readReport(report) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
  } catch {
    return { passed: 0, failed: 0, skipped: 0 } // Vitest never came to write it; its exit code tells.
  }
}

async function main() {
  const { parts, rest } = parseArguments(process.argv.slice(2))
  await ensure({ browser: parts.some(({ name }) => ['browser', 'tabs', 'stories', 'visual', 'e2e'].includes(name)) })
  if (parts.some((part) => part.name === 'node')) await ensurePrograms(['aria2c', 'nginx'], ['aria2', 'nginx-light'])
  mkdirSync(reports, { recursive: true })
  const results = []
  for (const part of parts) results.push(await runPart(part, rest))

  console.log('')
  for (const { name, passed, failed, skipped, timedOut, seconds } of results) {
    const notes = [skipped > 0 ? `${skipped} skipped` : '', timedOut ? 'ended by its time limit' : ''].filter(Boolean)
    const note = notes.length > 0 ? `  (${notes.join(', ')})` : ''
    console.log(`${name.padEnd(8)} ${passed} passed, ${failed} failed  ${seconds.toFixed(1)} s${note}`)
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0)
  const failed = results.reduce((sum, result) => sum + result.failed, 0)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}

await main().catch((error) => {
  console.error(error.message)
  console.log('\n0 passed, 1 failed')
  process.exitCode = 1
})
