import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensure, root } from './ensure.mjs'
import { run, runNpm } from './run.mjs'
import { SECOND_TRY } from './second-try.mjs'

const packed = join(root, 'node_modules', '.cache', 'packed')
const bin = (/** @type {string[]} */ ...path) => join(root, 'node_modules', ...path)

/** @type {Record<string, (tarball: string) => string[]>} */
const CHECKS = {
  publint: (tarball) => [bin('publint', 'src', 'cli.js'), 'run', '--strict', tarball],
  attw: (tarball) => [
    bin('@arethetypeswrong', 'cli', 'dist', 'index.js'),
    '--profile',
    'esm-only',
    '--exclude-entrypoints',
    'styles.css',
    '--',
    tarball,
  ],
  exports: () => [bin('vitest', 'vitest.mjs'), 'run', '--project=package', ...SECOND_TRY],
}

/** Packs what would be published, from dist/ as it is, and looks at that: `check-package.mjs [publint] [attw] [exports]`, by default all. */
async function main() {
  await ensure()
  const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(CHECKS)
  const tarball = await pack()
  const failed = []
  for (const name of names) {
    const check = CHECKS[name]
    if (!check) throw new Error(`There is no check "${name}". Checks: ${Object.keys(CHECKS).join(', ')}.`)
    console.log(`\n▶ ${name}`)
    const env = { ...process.env, WEIGHTLIFT_TARBALL: tarball }
    const { code } = await run(process.execPath, check(tarball), { cwd: root, env, timeoutMs: 180_000 })
    if (code !== 0) failed.push(name)
  }
  if (failed.length > 0) throw new Error(`The package failed: ${failed.join(', ')}`)
}

async function pack() {
  rmSync(packed, { recursive: true, force: true })
  mkdirSync(packed, { recursive: true })
  const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', packed]
  const { code } = await runNpm(args, { cwd: root, timeoutMs: 60_000 })
  const tarball = readdirSync(packed).find((name) => name.endsWith('.tgz'))
  if (code !== 0 || !tarball) throw new Error('npm pack failed; its own message is above.')
  return join(packed, tarball)
}

await main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
