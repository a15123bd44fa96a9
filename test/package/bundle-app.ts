import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { build as vite } from 'vite'
import webpack from 'webpack'

const APP = `import { createBrowserEngine, openModelFile } from 'weightlift/browser'
import { createClient } from 'weightlift/engine'

const client = createClient(createBrowserEngine(window.engineOptions?.() ?? {}))

window.sizeOf = async (model) => {
  await client.download(model)
  const { files } = await client.whenCompleted(model.id)
  return (await openModelFile(files[0].location)).file.size
}
`

/** What an app does whose bundler leaves the worker to it. */
const OPTIONS = `window.engineOptions = () => ({ createWorker: () => new Worker('/worker.js', { type: 'module' }) })
`

/** Writes a small app into a directory where the package is installed, and bundles it; gives where the outcome is. */
export const BUNDLERS: Readonly<Record<string, (directory: string) => Promise<string>>> = {
  async Vite(directory) {
    const root = writeApp(directory, 'vite', './app.js')
    await vite({ configFile: false, root, logLevel: 'error', build: { outDir: 'out', modulePreload: false } })
    return join(root, 'out')
  },
  async webpack(directory) {
    const root = writeApp(directory, 'webpack', './app.js')
    const output = join(root, 'out')
    await new Promise<void>((resolve, reject) => {
      webpack(
        {
          mode: 'production',
          context: root,
          entry: { app: './app.js' },
          output: { path: output, filename: '[name].js', module: true, publicPath: '/' },
          experiments: { outputModule: true },
        },
        (error, stats) => {
          if (error) reject(error)
          else if (stats?.hasErrors()) reject(new Error(stats.toString('errors-only')))
          else resolve()
        },
      )
    })
    writePage(output, './app.js')
    return output
  },
  async esbuild(directory) {
    const root = writeApp(directory, 'esbuild', './app.js')
    const output = join(root, 'out')
    await esbuild({
      absWorkingDir: root,
      entryPoints: { app: './app.js', worker: 'weightlift/browser/worker' },
      bundle: true,
      format: 'esm',
      minify: true,
      outdir: output,
      logLevel: 'error',
    })
    writeFileSync(join(output, 'options.js'), OPTIONS)
    writePage(output, './options.js', './app.js')
    return output
  },
}

function writeApp(directory: string, name: string, script: string): string {
  const root = join(directory, name)
  mkdirSync(root)
  writeFileSync(join(root, 'app.js'), APP)
  writePage(root, script)
  return root
}

function writePage(directory: string, ...scripts: readonly string[]): void {
  const tags = scripts.map((script) => `<script type="module" src="${script}"></script>`)
  writeFileSync(join(directory, 'index.html'), `<!doctype html><title>app</title>${tags.join('')}`)
}
