import { join } from 'node:path'
import { ensure, root } from './ensure.mjs'
import { run } from './run.mjs'

/** Makes the clone ready, then runs the demo until it is told to stop. */
async function main() {
  await ensure()
  const { code } = await run(process.execPath, [join(root, 'demo', 'start.mjs'), ...process.argv.slice(2)], {
    cwd: root,
  })
  process.exitCode = code
}

await main().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
