import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePrograms } from './debian-packages.mjs'
import { ensure, root } from './ensure.mjs'
import { run } from './run.mjs'

/**
 * The parts of the suite, in the order of how soon they tell something. Each has a limit, as Vitest 4.1 waits for ever when a renderer freezes.
 * Those on a real clock are at the mercy of the machine: a test that fails there is tried once more, and named at the end if it passes then.
 */
const PARTS = [
  { name: 'unit', about: 'core, host, border', limitMinutes: 4 },
  { name: 'dom', about: 'hooks and components in jsdom', limitMinutes: 4 },
  { name: 'react-18', about: 'hooks and components over the oldest React that is supported', limitMinutes: 4 },
  {
    name: 'node',
    about: 'Node engine, contract, test server: real sockets and disk',
    limitMinutes: 12,
    isOnRealClock: true,
  },
  {
    name: 'browser',
    about: 'browser engine in Chromium: contract and ports',
    limitMinutes: 6,
    isOnRealClock: true,
    config: 'vitest.browser.config.ts',
  },
  {
    name: 'tabs',
    about: 'pages with the browser engine: several, reloaded, killed',
    limitMinutes: 5,
    isOnRealClock: true,
  },
  {
    name: 'stories',
    about: 'every story in Chromium, with axe',
    limitMinutes: 6,
    isOnRealClock: true,
    config: 'vitest.stories.config.ts',
  },
  {
    name: 'visual',
    about: 'pictures of every drop-in, against those that are kept',
    limitMinutes: 5,
    isOnRealClock: true,
  },
  { name: 'e2e', about: 'the demo, used by a browser', limitMinutes: 8, isOnRealClock: true },
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
      ...(part.isOnRealClock ? ['--retry=1'] : []),
      // With a filter, a part without a match is no fault; without one, a part without tests is.
      ...(rest.length > 0 ? ['--passWithNoTests', ...rest] : []),
    ],
    { cwd: root, timeoutMs: part.limitMinutes * 60_000 },
  )
  const { passed, failed, skipped, wavering } = readReport(report)
  // A time-out, a file that cannot be loaded or an error outside a test fails no test, yet the run failed.
  const outside = code !== 0 && failed === 0 ? 1 : 0
  return {
    name: part.name,
    passed,
    failed: failed + outside,
    skipped,
    wavering,
    timedOut,
    seconds: (Date.now() - started) / 1000,
  }
}

/** @param {string} report */
function readReport(report) {
  try {
    const content = JSON.parse(readFileSync(report, 'utf8'))
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = content
    const skipped = numPendingTests + numTodoTests
    return { passed: numPassedTests, failed: numFailedTests, skipped, wavering: waveringIn(content) }
  } catch {
    return { passed: 0, failed: 0, skipped: 0, wavering: [] } // Vitest never came to write it; its exit code tells.
  }
}

/**
 * The tests that passed when they were tried again, and why they did not at first.
 * @param {{ testResults: { assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} content
 */
function waveringIn(content) {
  return content.testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map(({ fullName, failureMessages }) => ({ fullName, reason: failureMessages[0]?.split('\n')[0] ?? '' }))
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
  const wavering = results.flatMap((result) => result.wavering.map((one) => ({ ...one, name: result.name })))
  if (wavering.length > 0) {
    console.log(
      `\nFailed first and passed when tried again (${wavering.length}), so each hides a fault of its own or of what it tests:`,
    )
    for (const { name, fullName, reason } of wavering) console.log(`  ${name}: ${fullName}\n    ${reason}`)
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
