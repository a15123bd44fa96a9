import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../../src/engine/core/engine.js'
import type { Subject } from '../../src/engine/testing/index.js'
import { createModelSite, type ModelSite } from './model-site.js'

const PATIENCE_MS = 20_000

/** An engine under test and how to be rid of it. */
export interface Opened {
  readonly engine: Engine
  close(): Promise<void>
}

/** A subject over a real server, a real directory and real time. `open` starts an engine on the directory. */
export async function createRealSubject(
  open: (directory: string, site: ModelSite) => Promise<Opened>,
  { sharesDisk = false }: { readonly sharesDisk?: boolean } = {},
): Promise<Subject> {
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-contract-'))
  const site = await createModelSite()
  let opened = await open(directory, site)
  let first: Opened | null = null

  async function addEngine(): Promise<void> {
    first = opened
    opened = await open(directory, site)
  }

  return {
    ...(sharesDisk ? { addEngine } : {}),
    get engine() {
      return opened.engine
    },
    models: site.models,
    now: () => performance.now(),
    wait: (ms) => sleep(ms),
    until: (isSo) => untilSo(opened.engine, isSo),
    hurry: site.hurry,
    mend: site.mend,
    release: site.release,
    async restart() {
      await opened.close()
      opened = await open(directory, site)
    },
    async sha256At(location) {
      return createHash('sha256')
        .update(await readFile(location))
        .digest('hex')
    },
    overwrite: (location, bytes) => writeFile(location, bytes),
    async dispose() {
      await opened.close()
      await first?.close()
      await site.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function untilSo(engine: Engine, isSo: Parameters<Subject['until']>[0]): Promise<void> {
  return new Promise((resolve, reject) => {
    const check = (): void => {
      if (!isSo(engine.getSnapshot())) return
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(() => {
      stop()
      reject(new Error(`Not so after ${PATIENCE_MS} ms: ${isSo}\n${JSON.stringify(engine.getSnapshot(), null, 1)}`))
    }, PATIENCE_MS)
    const stop = engine.subscribe(check)
    check()
  })
}
