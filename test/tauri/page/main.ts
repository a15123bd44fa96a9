import * as shell from '@tauri-apps/plugin-shell'
import type { Engine } from '../../../src/engine/core/engine.js'
import { connectTauriEngine } from '../../../src/engine/tauri/index.js'
import {
  type ContractModels,
  type Subject,
  type SubjectOptions,
  testEngine,
} from '../../../src/engine/testing/index.js'
import { expectation } from './expectation.js'
import { answer, ask, takeRequests } from './requests.js'

/** A place on the disk and a server with the models, made by the driving process. */
interface Place {
  readonly id: number
  readonly models: ContractModels
  /** The sidecar's arguments. */
  readonly args: readonly string[]
}

/** What the driving process calls. */
export interface ContractPage {
  start(at: number): void
  take: typeof takeRequests
  answer: typeof answer
}

const PATIENCE_MS = 20_000

const tests: (() => Promise<void>)[] = []

const runner = {
  describe: (_name: string, define: () => void) => define(),
  it: (_name: string, test: () => Promise<void>) => tests.push(test),
  expect: expectation,
}

testEngine(runner, 'the engine of a Tauri app', { create })

async function create(options: SubjectOptions = {}): Promise<Subject> {
  const { id, models, args } = (await ask('create', options)) as Place
  const connect = (): Engine => connectTauriEngine({ shell, sidecar: 'binaries/weightlift', args })
  let engine = connect()
  return {
    get engine() {
      return engine
    },
    models,
    now: () => performance.now(),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    until: (isSo) => untilSo(engine, isSo),
    hurry: () => void ask('hurry', id),
    mend: () => ask('mend', id) as Promise<void>,
    release: () => ask('release', id) as ReturnType<Subject['release']>,
    async restart() {
      await engine.close()
      engine = connect()
    },
    sha256At: (location) => ask('sha256At', location) as Promise<string>,
    overwrite: (location, bytes) => ask('overwrite', location, [...bytes]) as Promise<void>,
    async dispose() {
      await engine.close()
      await ask('dispose', id)
    },
  }
}

function untilSo(engine: Engine, isSo: Parameters<Subject['until']>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`Not so after ${PATIENCE_MS} ms: ${isSo}\n${JSON.stringify(engine.getSnapshot())}`))
    }, PATIENCE_MS)
    const check = (): void => {
      if (!isSo(engine.getSnapshot())) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    const stop = engine.subscribe(check)
    check()
  })
}

const page: ContractPage = {
  start(at) {
    const run = tests[at] ?? (() => Promise.reject(new Error(`There is no test ${at}.`)))
    run().then(
      () => ask('end', at, null),
      (error: unknown) => ask('end', at, error instanceof Error ? `${error.message}\n${error.stack}` : String(error)),
    )
  },
  take: takeRequests,
  answer,
}

Object.assign(globalThis, { contract: page })
