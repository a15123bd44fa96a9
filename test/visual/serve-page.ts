import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type InlineConfig, type Plugin, preview } from 'vite'
import { ALIASES } from '../../.storybook/aliases.js'

export interface ServedPage {
  readonly url: string
  /** Where the built files are. */
  readonly directory: string
  close(): Promise<void>
}

/** Builds the page in a folder beside this file as an app would, and serves it. `minify` is for its styles. */
export async function servePage(
  folder: string,
  { plugins = [], minify = false }: { readonly plugins?: readonly Plugin[]; readonly minify?: boolean } = {},
): Promise<ServedPage> {
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-page-'))
  const site: InlineConfig = {
    configFile: false,
    root: join(import.meta.dirname, folder),
    logLevel: 'error',
    plugins: [...plugins],
    resolve: { alias: ALIASES },
    build: { outDir: directory, emptyOutDir: true, modulePreload: false, minify: false, cssMinify: minify },
  }
  await build(site)
  const server = await preview({ ...site, preview: { port: 0, host: '127.0.0.1' } })
  return {
    url: server.resolvedUrls?.local[0] as string,
    directory,
    async close() {
      await server.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
