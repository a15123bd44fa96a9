import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = fileURLToPath(new URL('.', import.meta.url))

/**
 * Bundles the three parts. A sandboxed preload script has to be one CommonJS file; only `electron` stays outside.
 * @param {string} outdir
 * @param {import('esbuild').BuildOptions} [more]
 */
export async function buildApp(outdir, more = {}) {
  const common = { absWorkingDir: here, bundle: true, logLevel: 'warning', ...more }
  const node = { ...common, platform: 'node', target: 'node22', external: ['electron', 'weightlift/node', 'undici'] }
  await build({ ...node, format: 'esm', entryPoints: ['src/main.ts'], outfile: `${outdir}/main.mjs` })
  await build({ ...node, format: 'cjs', entryPoints: ['src/preload.ts'], outfile: `${outdir}/preload.cjs` })
  await build({
    ...common,
    platform: 'browser',
    format: 'esm',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    entryPoints: ['src/page.tsx'],
    outfile: `${outdir}/page/page.js`,
  })
  mkdirSync(`${outdir}/page`, { recursive: true })
  copyFileSync(`${here}/src/index.html`, `${outdir}/page/index.html`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildApp(`${here}/build`)
