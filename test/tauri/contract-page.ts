import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import type { SubjectOptions } from '../../src/engine/testing/index.js'
import { createModelSite, type ModelSite } from '../contract/model-site.js'
import type { PageRequest } from './page/requests.js'
import type { DrivenApp } from './web-driver.js'

/** The suite inside the window of an app. */
export interface DrivenContract {
  /** Runs the test at a place of the suite in the page; rejects with what the page says. */
  run(at: number): Promise<void>
  close(): Promise<void>
}

/** Loads the suite into the page of a running app, and does for it what a page cannot: servers, places, files. */
export async function loadContract(app: DrivenApp, directory: string): Promise<DrivenContract> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page/main.ts')],
    bundle: true,
    format: 'iife',
    target: 'safari16',
    write: false,
  })
  await app.run(outputFiles[0]?.text ?? '')
  const sites = new Map<number, ModelSite>()
  const running = new Map<number, { resolve(): void; reject(error: unknown): void }>()
  let nextId = 0
  let isClosed = false

  const acts: Record<string, (...args: never[]) => unknown> = {
    async create({ concurrency }: SubjectOptions) {
      nextId += 1
      const id = nextId
      const site = await createModelSite()
      sites.set(id, site)
      const place = join(directory, String(id))
      mkdirSync(place)
      const catalog = join(place, 'catalog.json')
      const urls = [site.origin, site.unreachableOrigin]
      const allow = { urls, cancel: true, remove: true, configure: true, locate: true }
      writeFileSync(catalog, JSON.stringify({ models: [site.models.several], allow, concurrency }))
      return { id, models: site.models, args: [join(place, 'models'), catalog] }
    },
    hurry: (id: number) => siteOf(id).hurry(),
    mend: (id: number) => siteOf(id).mend(),
    release: (id: number) => siteOf(id).release(),
    sha256At: (location: string) => createHash('sha256').update(readFileSync(location)).digest('hex'),
    overwrite: (location: string, bytes: readonly number[]) => writeFileSync(location, Uint8Array.from(bytes)),
    async dispose(id: number) {
      await siteOf(id).close()
      sites.delete(id)
    },
    end(at: number, error: string | null) {
      if (error === null) running.get(at)?.resolve()
      else running.get(at)?.reject(new Error(error))
      running.delete(at)
    },
  }

  function siteOf(id: number): ModelSite {
    const site = sites.get(id)
    if (site === undefined) throw new Error(`There is no place ${id}.`)
    return site
  }

  async function act({ id, name, args }: PageRequest): Promise<void> {
    const { value, error } = await Promise.resolve()
      .then(() => acts[name]?.(...(args as never[])))
      .then(
        (value) => ({ value, error: null }),
        (thrown: unknown) => ({ value: null, error: String(thrown) }),
      )
    if (name !== 'end') await app.run(`contract.answer(${JSON.stringify([id, value ?? null, error]).slice(1, -1)})`)
  }

  async function serve(): Promise<void> {
    for (; !isClosed; await sleep(25)) {
      for (const request of (await app.run('return contract.take()')) as readonly PageRequest[]) {
        act(request).catch(fail)
      }
    }
  }

  function fail(error: unknown): void {
    for (const test of running.values()) test.reject(error)
    running.clear()
  }

  const served = serve().catch(fail)
  return {
    async run(at) {
      const ended = new Promise<void>((resolve, reject) => running.set(at, { resolve, reject }))
      await Promise.all([ended, app.run(`contract.start(${at})`)])
    },
    async close() {
      isClosed = true
      await served
      await Promise.all([...sites.values()].map((site) => site.close()))
    },
  }
}
