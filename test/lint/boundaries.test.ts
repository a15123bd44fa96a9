import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** A file, what it imports, and whether the linter has to refuse that. */
const CASES: readonly (readonly [file: string, imported: string, refused: boolean])[] = [
  ['src/engine/core/a.ts', 'node:fs', true],
  ['src/engine/core/b.ts', 'node:fs/promises', true],
  ['src/engine/core/c.ts', 'react', true],
  ['src/engine/core/d.ts', 'zustand/vanilla', true],
  ['src/engine/core/e.ts', '../host/options.js', true],
  ['src/engine/core/f.ts', './errors.js', false],
  ['src/engine/ports/a.ts', '../host/options.js', true],
  ['src/engine/ports/b.ts', '../core/model.js', false],
  ['src/engine/host/a.ts', '../node/index.js', true],
  ['src/engine/host/b.ts', 'node:fs', true],
  ['src/engine/host/c.ts', '../ports/http.js', false],
  ['src/engine/remote/a.ts', '../host/options.js', true],
  ['src/engine/remote/b.ts', 'valibot', false],
  ['src/engine/node/a.ts', '../http/server.js', true],
  ['src/engine/node/b.ts', 'node:fs/promises', false],
  ['src/engine/browser/a.ts', '../node/index.js', true],
  ['src/engine/browser/b.ts', 'node:fs', true],
  ['src/engine/browser/c.ts', '../remote/connect-engine.js', false],
  ['src/engine/http/a.ts', '../node/index.js', true],
  ['src/engine/http/b.ts', 'node:http', true],
  ['src/engine/http/c.ts', '../remote/protocol.js', false],
  ['src/engine/stdio/a.ts', '../node/index.js', true],
  ['src/engine/stdio/b.ts', 'node:child_process', false],
  ['src/engine/stdio/c.ts', '../remote/protocol.js', false],
  ['src/engine/mover/a.ts', '../remote/protocol.js', true],
  ['src/engine/mover/b.ts', '../host/publisher.js', false],
  ['src/engine/tauri/a.ts', '../http/index.js', true],
  ['src/engine/tauri/b.ts', '../remote/process-transport.js', false],
  ['src/engine/aria2/a.ts', 'undici', true],
  ['src/engine/aria2/b.ts', '../mover/connect-mover.js', false],
  ['src/engine/ollama/a.ts', 'node:http', true],
  ['src/engine/ollama/b.ts', '../mover/connect-mover.js', false],
  ['src/cli/a.ts', '../hooks/use-engine.js', true],
  ['src/cli/b.ts', '../engine/node/index.js', false],
  ['src/engine/electron/a.ts', '../http/server.js', true],
  ['src/engine/electron/b.ts', 'node:events', true],
  ['src/engine/electron/c.ts', '../remote/port-door.js', false],
  ['src/engine/worker/a.ts', '../browser/index.js', true],
  ['src/engine/worker/b.ts', '../remote/port-door.js', false],
  ['src/engine/testing/a.ts', '../node/index.js', true],
  ['src/engine/testing/b.ts', '../host/create-engine.js', false],
  ['src/hooks/a.ts', '../engine/host/create-engine.js', true],
  ['src/hooks/b.ts', '../components/index.js', true],
  ['src/hooks/c.ts', '../engine/core/client.js', false],
  ['src/components/a.tsx', '../engine/http/index.js', true],
  ['src/components/b.tsx', 'zustand', true],
  ['src/components/c.tsx', '../hooks/use-engine.js', false],
]

let directory: string
let refusals: Map<string, string>

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'weightlift-lint-'))
  copyFileSync(join(root, 'biome.json'), join(directory, 'biome.json'))
  for (const [file, imported] of CASES) {
    mkdirSync(dirname(join(directory, file)), { recursive: true })
    writeFileSync(join(directory, file), `import { a } from '${imported}'\n\nexport const b: unknown = a\n`)
  }
  refusals = await lint()
})

afterAll(() => rmSync(directory, { recursive: true, force: true }))

/** What the linter says about imports, by file. */
async function lint(): Promise<Map<string, string>> {
  const args = [
    'lint',
    '--vcs-enabled=false',
    '--only=style/noRestrictedImports',
    '--reporter=json',
    '--max-diagnostics=none',
    '.',
  ]
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const { stdout } = await promisify(execFile)(process.execPath, [biome, ...args], { cwd: directory }).catch(
    (error: { stdout: string }) => error,
  )
  const report = JSON.parse(stdout) as { diagnostics: { message: string; location: { path: string } }[] }
  return new Map(report.diagnostics.map((diagnostic) => [diagnostic.location.path, diagnostic.message]))
}

describe('the linter', () => {
  it.each(CASES.filter(([, , refused]) => refused))('refuses that %s imports %s, and says why', (file) => {
    expect(refusals.get(file)).toMatch(/^[A-Z].{60,}\.$/)
  })

  it.each(CASES.filter(([, , refused]) => !refused))('lets %s import %s', (file) => {
    expect(refusals.has(file)).toBe(false)
  })
})
