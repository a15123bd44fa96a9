import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensure, root } from './ensure.mjs'
import { run, runNpm } from './run.mjs'
import { SECOND_TRY } from './second-try.mjs'

/** Installs the real Next beside the packed package, builds the example with it, and uses it in a browser. Some minutes and 400 MB from nothing. */
async function main() {
  await ensure({ browser: true })
  const app = join(root, 'node_modules/.cache/next-example')
  mkdirSync(app, { recursive: true })
  for (const name of readdirSync(app)) if (name !== 'node_modules') rmSync(join(app, name), { recursive: true })
  cpSync(join(root, 'examples/next'), app, { recursive: true, filter: (path) => !path.includes('node_modules') })
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(root, 'test/next', name), join(app, name))
  if (!existsSync(join(root, 'dist/index.js'))) await step(process.execPath, ['scripts/build.mjs'], root)
  await npm(['pack', '--ignore-scripts', '--pack-destination', app], root)
  const tarball = readdirSync(app).find((name) => name.endsWith('.tgz'))
  // By the lock, but for what is packed here and what that needs. No scripts: what Next needs comes in its packages.
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline']
  await npm(['install', '--no-save', ...quiet, `./${tarball}`], app)
  await step(process.execPath, ['node_modules/next/dist/bin/next', 'build'], app)
  await step(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project=next', ...SECOND_TRY], root, {
    WEIGHTLIFT_NEXT_APP: app,
  })
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function npm(args, cwd) {
  const { code } = await runNpm(args, { cwd, timeoutMs: 300_000 })
  if (code !== 0) throw new Error(`npm ${args[0]} failed; its own message is above.`)
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {string} cwd
 * @param {Record<string, string>} [more]
 */
async function step(program, args, cwd, more = {}) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...more }
  const { code } = await run(program, args, { cwd, env, timeoutMs: 300_000 })
  if (code !== 0) throw new Error(`${args[0]} failed; its own message is above.`)
}

await main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
