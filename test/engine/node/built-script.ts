import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll } from 'vitest'

/** Bundles a script of these tests with the sources it imports, so that a plain `node` can run it in a process of its own. */
export async function builtScript(entry: URL): Promise<string> {
  const outDir = mkdtempSync(join(tmpdir(), 'weightlift-script-'))
  afterAll(() => rmSync(outDir, { recursive: true, force: true }))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry.pathname,
      outDir,
      emptyOutDir: true,
      rollupOptions: { output: { format: 'es', entryFileNames: 'script.mjs' } },
    },
  })
  return join(outDir, 'script.mjs')
}
