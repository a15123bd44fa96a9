import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePrograms } from './debian-packages.mjs'
import { ensure, root } from './ensure.mjs'
import { run } from './run.mjs'
import { SECOND_TRY } from './second-try.mjs'

const PACKAGES = ['libwebkit2gtk-4.1-dev', 'librsvg2-dev', 'pkg-config', 'webkit2gtk-driver', 'xvfb']

/** Builds the Tauri example with all it needs, uses it in a real window, and holds the engine in it to the contract. Needs Rust; from nothing it takes some five minutes. */
async function main() {
  await ensure()
  await ensurePrograms(['cargo'], ['cargo'])
  await ensurePrograms(['WebKitWebDriver', 'Xvfb', 'pkg-config'], PACKAGES)
  if (!existsSync(join(root, 'dist/engine/stdio/index.js'))) await step(['scripts/build.mjs'], 5)
  const target = join(root, 'node_modules/.cache/tauri-target')
  const env = { ...process.env, CARGO_TARGET_DIR: target, CARGO_INCREMENTAL: '0' }
  await step(['examples/tauri/scripts/build.mjs'], 15, env)
  const app = join(target, 'debug/weightlift-example')
  await step(['node_modules/vitest/vitest.mjs', 'run', '--project=tauri', ...SECOND_TRY], 8, {
    ...process.env,
    WEIGHTLIFT_TAURI_APP: app,
  })
}

/**
 * @param {readonly string[]} args
 * @param {number} limitMinutes
 * @param {NodeJS.ProcessEnv} [env]
 */
async function step(args, limitMinutes, env = process.env) {
  const { code } = await run(process.execPath, [...args], { cwd: root, env, timeoutMs: limitMinutes * 60_000 })
  if (code !== 0) throw new Error(`${args[0]} failed; its own message is above.`)
}

await main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
