// Packs the sidecar and Node itself into one executable: `node scripts/pack-sidecar.mjs <file>`.
import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { inject } from 'postject'

const here = dirname(dirname(fileURLToPath(import.meta.url)))
const target = resolve(process.argv[2] ?? 'sidecar')
const work = mkdtempSync(join(tmpdir(), 'weightlift-sidecar-'))
try {
  const main = join(work, 'main.cjs')
  await build({
    entryPoints: [join(here, 'sidecar/main.ts')],
    outfile: main,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    // Only read where nobody says where the digest worker is.
    define: { 'import.meta.url': '"file:///"' },
    plugins: [{ name: 'package', setup: usePackage }],
  })
  const blob = join(work, 'sidecar.blob')
  const config = join(work, 'sea.json')
  writeFileSync(config, JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true }))
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'inherit' })
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(process.execPath, target)
  await inject(target, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
    ...(process.platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {}),
  })
  chmodSync(target, 0o755)
  console.log(`Packed ${target}`)
} finally {
  rmSync(work, { recursive: true, force: true })
}

/**
 * The digest worker's text, which the package does not export as a module of its own.
 * @param {import('esbuild').PluginBuild} build
 */
function usePackage(build) {
  build.onResolve({ filter: /digest-worker\.js$/ }, async ({ resolveDir }) => {
    const { path } = await build.resolve('weightlift/node', { resolveDir, kind: 'import-statement' })
    return { path: join(dirname(path), 'worker/digest-worker.js'), namespace: 'text' }
  })
  build.onLoad({ filter: /.*/, namespace: 'text' }, ({ path }) => ({
    contents: readFileSync(path, 'utf8'),
    loader: 'text',
  }))
}
