import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testEngine } from '../../src/engine/testing/index.js'
import { type DrivenContract, loadContract } from './contract-page.js'
import { type DrivenApp, type Driver, startDriver } from './web-driver.js'

const directory = mkdtempSync(join(tmpdir(), 'weightlift-tauri-'))
let driver: Driver
let app: DrivenApp
let contract: DrivenContract

beforeAll(async () => {
  const catalog = join(directory, 'catalog.json')
  writeFileSync(catalog, '[]')
  driver = await startDriver({
    WEIGHTLIFT_EXAMPLE_MODELS: join(directory, 'models'),
    WEIGHTLIFT_EXAMPLE_CATALOG: catalog,
    XDG_DATA_HOME: join(directory, 'data'),
  })
  app = await driver.open(process.env.WEIGHTLIFT_TAURI_APP ?? '')
  contract = await loadContract(app, directory)
}, 120_000)

afterAll(async () => {
  await contract?.close()
  await app?.quit()
  await driver?.close()
  rmSync(directory, { recursive: true, force: true })
}, 60_000)

let count = 0

// Each test is named here and runs in the app's window: page, Rust, and a sidecar of its own.
testEngine(
  {
    describe,
    expect,
    it(name, _test, timeoutMs) {
      const at = count
      count += 1
      return it.concurrent(name, () => contract.run(at), timeoutMs)
    },
  },
  'the engine of a Tauri app, in its window',
  { create: () => Promise.reject(new Error('The page makes its own.')) },
)
