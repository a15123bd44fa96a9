import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryDirectory } from '../engine/node/temporary-directory.js'
import { createModelServer } from '../server/create-model-server.js'
import { type DrivenApp, startDriver } from './web-driver.js'

const SIZE = 40 * 2 ** 20
const binary = process.env.WEIGHTLIFT_TAURI_APP ?? ''

it('a Tauri app downloads by its sidecar: click, progress, pause, resume, kill, resume, done', async () => {
  const directory = temporaryDirectory()
  const server = await createModelServer({ files: { '/voice.bin': { generate: SIZE } } })
  onTestFinished(() => server.close())
  server.setLine('/voice.bin', 4 * 2 ** 20)
  const sha256 = await server.sha256('/voice.bin')
  const catalog = join(directory, 'catalog.json')
  writeFileSync(catalog, JSON.stringify([{ id: 'voice', url: `${server.url}/voice.bin`, size: SIZE, sha256 }]))
  const driver = await startDriver({
    WEIGHTLIFT_EXAMPLE_MODELS: join(directory, 'models'),
    WEIGHTLIFT_EXAMPLE_CATALOG: catalog,
    XDG_DATA_HOME: join(directory, 'data'),
  })
  onTestFinished(() => driver.close())

  let app = await driver.open(binary)
  // The size comes from the sidecar: it is there when the engine is.
  await until(app, async () => /^Download \d/.test(await app.text('[data-action=download]')), 'a Download button')
  await press(app, 'Download')
  await until(app, async () => (await percent(app)) >= 5, 'progress')
  const pidBefore = sidecars(directory)
  expect(pidBefore).toHaveLength(1)

  await press(app, 'Pause')
  await until(app, async () => (await status(app)) === 'paused', 'paused')
  // What was being read when it was paused still counts.
  let paused = -1
  const isAtRest = async (): Promise<boolean> => {
    const before = paused
    await sleep(700)
    paused = await percent(app)
    return paused === before
  }
  await until(app, isAtRest, 'rest after the pause')
  await press(app, 'Resume')
  await until(app, async () => (await percent(app)) >= paused + 5, 'progress after the pause')

  // The sidecar is killed under the app: another one goes on from the disk.
  const beforeKill = await percent(app)
  process.kill(pidBefore[0] as number, 'SIGKILL')
  await until(app, async () => sidecars(directory).some((pid) => pid !== pidBefore[0]), 'another sidecar')
  await until(
    app,
    async () => (await status(app)) === 'downloading' && (await percent(app)) > beforeKill,
    'progress after the kill',
  )

  // A reload of the page leaves one sidecar, not two.
  const beforeReload = await percent(app)
  await app.run('location.reload()')
  await until(app, async () => (await status(app)) === 'downloading', 'progress after a reload')
  await until(app, async () => sidecars(directory).length === 1, 'end of the sidecar of before')
  // It parked: what it had on its way is on the disk.
  expect(await percent(app)).toBeGreaterThanOrEqual(beforeReload)

  // The app ends, and its sidecar with it.
  await app.quit()
  await until(app, async () => sidecars(directory).length === 0, 'no sidecar left')
  app = await driver.open(binary)
  await until(app, async () => (await status(app)) === 'downloading', 'going on by itself')
  expect(await percent(app)).toBeGreaterThanOrEqual(5)
  server.setLine('/voice.bin', null)
  await until(app, async () => (await app.text('[data-available]')) === 'The model is here.', 'the model')
  const shot = process.env.WEIGHTLIFT_TAURI_SHOT
  if (shot !== undefined) writeFileSync(shot, await app.screenshot())
  await app.quit()
  const file = readFileSync(join(directory, 'models/voice/voice.bin'))
  expect(createHash('sha256').update(file).digest('hex')).toBe(sha256)
})

const status = (app: DrivenApp): Promise<string | null> => app.attribute('[data-status]', 'data-status')

async function percent(app: DrivenApp): Promise<number> {
  return Number((await app.attribute('[role=progressbar]', 'aria-valuenow')) ?? -1)
}

async function buttons(app: DrivenApp): Promise<readonly string[]> {
  return (await app.run(
    `return [...document.querySelectorAll('button')].map((b) => b.textContent.trim().split(' ')[0])`,
  )) as string[]
}

async function press(app: DrivenApp, name: string): Promise<void> {
  const found = await buttons(app)
  const at = found.indexOf(name)
  if (at === -1) throw new Error(`There is no button ${name}, only ${found.join(', ')}.`)
  await app.run(`document.querySelectorAll('button')[${at}].click()`)
}

async function until(app: DrivenApp, isSo: () => Promise<boolean>, what: string): Promise<void> {
  let last: unknown = null
  for (const endMs = Date.now() + 30_000; Date.now() < endMs; await sleep(100)) {
    try {
      if (await isSo()) return
    } catch (error) {
      last = error
    }
  }
  const page = await app.run('return document.body.innerText').catch((error: unknown) => String(error))
  throw new Error(`There is no ${what} after 30 s.\n${String(page)}\n${String(last)}`)
}

/** Processes of the sidecar that work on the directory. */
function sidecars(directory: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        return program.endsWith('/weightlift') && args.includes(join(directory, 'models'))
      } catch {
        return false
      }
    })
}
