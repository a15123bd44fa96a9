import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { run } from '../../scripts/run.mjs'

const directory = mkdtempSync(join(tmpdir(), 'weightlift-run-'))

afterAll(() => rmSync(directory, { recursive: true, force: true }))

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it('gives the exit code of the program', async () => {
  expect(await run(process.execPath, ['--eval', 'process.exit(3)'])).toEqual({ code: 3, timedOut: false })
})

it('gives 127 for a program that is not there', async () => {
  expect(await run(join(directory, 'no-such-program'), [])).toEqual({ code: 127, timedOut: false })
})

it('ends the program and what the program started when the time is over', async () => {
  const file = join(directory, 'grandchild.pid')
  const parent = `
    const child = require('node:child_process').spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)'])
    require('node:fs').writeFileSync(${JSON.stringify(file)}, String(child.pid))
    setInterval(() => {}, 1000)`
  const result = await run(process.execPath, ['--eval', parent], { timeoutMs: 4_000 })
  expect(result.timedOut).toBe(true)
  expect(result.code).not.toBe(0)
  const grandchild = Number(readFileSync(file, 'utf8'))
  expect(grandchild).toBeGreaterThan(0)
  await expect.poll(() => isAlive(grandchild), { timeout: 10_000 }).toBe(false)
})
