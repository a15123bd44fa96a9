import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const run = promisify(execFile)
const script = fileURLToPath(new URL('./offline-child.ts', import.meta.url))

// Needs root on Linux, for a network of its own: a test without it fails, it is not left out.
it('a machine without a network shows so, and goes on within two seconds of its being back', async () => {
  const { stdout } = await run('unshare', ['-n', process.execPath, '--import', 'tsx', script])
  const said = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(said.slice(0, 2)).toEqual([
    { reason: 'offline', code: 'network', attempt: 0 },
    { reason: 'offline', attempt: 0 },
  ])
  expect(said[2].ms).toBeLessThan(2_000)
})
