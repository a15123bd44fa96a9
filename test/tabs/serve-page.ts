import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { type ServedFolder, serveFolder } from './serve-folder.js'

/** Builds the page with Vite and serves it. */
export async function servePage(): Promise<ServedFolder> {
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-page-'))
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    build: { outDir: directory, emptyOutDir: true, modulePreload: false },
  })
  const served = await serveFolder(directory)
  return {
    ...served,
    async close() {
      await served.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
