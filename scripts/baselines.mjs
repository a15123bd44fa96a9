import { ensure, root } from './ensure.mjs'
import { run } from './run.mjs'

// Records how the drop-ins look now: those pictures alone that differ from what is kept. Look at each before it is committed.
await ensure({ browser: true })
const { code } = await run('npx', ['vitest', 'run', '--project=visual', ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, UPDATE_BASELINES: '1' },
  timeoutMs: 600_000,
})
process.exitCode = code
