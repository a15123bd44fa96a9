import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import webpack from 'webpack'
import { createPackedApp, DEPENDENCIES, type PackedApp } from './packed.js'

const PEERS = ['react', 'react-dom', '@tanstack/react-query']
const isPeer = /^(react|react-dom|@tanstack\/react-query)(\/|$)/

/** Marks that only components leave in a bundle. */
const COMPONENTS = /data-status|aria-label|progressbar/

let app: PackedApp

beforeAll(() => {
  app = createPackedApp([...DEPENDENCIES, ...PEERS])
})

afterAll(() => app.remove())

/** Bundles one module of the app, its peers left out, and gives the code. */
const BUNDLERS: Readonly<Record<string, (directory: string) => Promise<string>>> = {
  async Rollup(directory) {
    const { output } = (await vite({
      configFile: false,
      root: directory,
      logLevel: 'error',
      build: {
        write: false,
        lib: { entry: 'main.js', formats: ['es'] },
        rollupOptions: { external: (id: string) => isPeer.test(id) },
      },
    }).then((result) => (Array.isArray(result) ? result[0] : result))) as { output: readonly { code?: string }[] }
    return output.map(({ code = '' }) => code).join('')
  },
  async webpack(directory) {
    const path = join(directory, 'out')
    await new Promise<void>((resolve, reject) => {
      webpack(
        {
          mode: 'production',
          context: directory,
          entry: './main.js',
          output: { path, filename: 'main.js', library: { type: 'module' } },
          experiments: { outputModule: true },
          externalsType: 'module',
          externals: [
            ({ request = '' }, done) => (isPeer.test(request) ? done(undefined, `module ${request}`) : done()),
          ],
        },
        (error, stats) => {
          if (error) reject(error)
          else if (stats?.hasErrors()) reject(new Error(stats.toString('errors-only')))
          else resolve()
        },
      )
    })
    return readFileSync(join(path, 'main.js'), 'utf8')
  },
  async esbuild(directory) {
    const { outputFiles } = await esbuild({
      absWorkingDir: directory,
      entryPoints: ['main.js'],
      bundle: true,
      format: 'esm',
      minify: true,
      write: false,
      external: [...PEERS, 'react/jsx-runtime'],
      logLevel: 'error',
    })
    return outputFiles.map(({ text }) => text).join('')
  },
}

function folderWith(name: string, names: string): string {
  const directory = join(app.directory, `${name}-${names.replace(/\W/g, '')}`)
  mkdirSync(directory)
  writeFileSync(join(directory, 'main.js'), `export { ${names} } from 'weightlift'\n`)
  return directory
}

describe.each(Object.keys(BUNDLERS))('the entry "." bundled by %s', (name) => {
  const bundle = BUNDLERS[name] as (directory: string) => Promise<string>

  it.each([
    ['useNetworkStatus', 9_000],
    ['useModelDownload', 20_000],
  ])('leaves all components out for %s', async (hook, mostBytes) => {
    const code = await bundle(folderWith(name, hook))
    expect(code).toContain(hook)
    expect(code).not.toMatch(COMPONENTS)
    expect(code.length).toBeLessThan(mostBytes)
  })

  it('has components where one is asked for', async () => {
    expect(await bundle(folderWith(name, 'ModelDownload'))).toMatch(COMPONENTS)
  })
})
