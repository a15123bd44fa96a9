import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPackedApp, DEPENDENCIES, outsideImportsOf, type PackedApp } from './packed.js'

const PEERS = ['react', 'react-dom', '@tanstack/react-query']

interface Manifest {
  readonly exports: Record<string, string | Record<string, string>>
  readonly dependencies: Record<string, string>
}

let app: PackedApp
let manifest: Manifest

beforeAll(() => {
  app = createPackedApp([...DEPENDENCIES, ...PEERS])
  manifest = JSON.parse(readFileSync(join(app.packageDirectory, 'package.json'), 'utf8')) as Manifest
})

afterAll(() => app.remove())

/** The built file behind an entry. */
function builtFile(entry: string): string {
  const target = manifest.exports[entry]
  const path = typeof target === 'string' ? target : target?.default
  if (!path) throw new Error(`package.json exports no "${entry}".`)
  return join(app.packageDirectory, path)
}

function namesOf(entry: string): string[] {
  const specifier = entry.replace(/^\./, 'weightlift')
  return JSON.parse(app.run(`console.log(JSON.stringify(Object.keys(await import('${specifier}'))))`)) as string[]
}

describe('the packed package', () => {
  it('has every file that its exports name', () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    )
    expect(targets.filter((target) => !existsSync(join(app.packageDirectory, target)))).toEqual([])
  })

  it('has the command that it names, which runs in an app without React', () => {
    const { bin } = manifest as unknown as { bin: Record<string, string> }
    const script = readFileSync(join(app.packageDirectory, bin.weightlift ?? ''), 'utf8')
    expect(script.split('\n')[0]).toBe('#!/usr/bin/env node')
    const plain = createPackedApp(DEPENDENCIES)
    try {
      const path = JSON.stringify(join(plain.packageDirectory, bin.weightlift ?? ''))
      const source = `console.log(require('node:child_process').execFileSync(process.execPath, [${path}, '--help'], { encoding: 'utf8' }))`
      expect(
        plain.run(
          `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); ${source}`,
        ),
      ).toContain('weightlift [options] [command]')
    } finally {
      plain.remove()
    }
  })

  it('has the licence and the manual, and no tests, stories or project files', () => {
    const files = readdirSync(app.packageDirectory, { recursive: true, encoding: 'utf8' })
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']))
    expect(files.filter((file) => /\.test\.|\.stories\.|tsconfig|tsbuildinfo/.test(file))).toEqual([])
  })

  it('has a style sheet that needs no other file', () => {
    const css = readFileSync(builtFile('./styles.css'), 'utf8')
    expect(css).toContain('@layer weightlift')
    expect(css).not.toContain('@import')
  })

  it('has the source of every source map', () => {
    const files = readdirSync(app.packageDirectory, { recursive: true, encoding: 'utf8' })
    const broken = files
      .filter((file) => file.endsWith('.map'))
      .filter((file) => {
        const { sources } = JSON.parse(readFileSync(join(app.packageDirectory, file), 'utf8')) as { sources: string[] }
        return sources.some((source) => !existsSync(join(app.packageDirectory, file, '..', source)))
      })
    expect(broken).toEqual([])
  })

  it("keeps 'use client' on the first line of every file that has it in the source", () => {
    const source = join(app.packageDirectory, 'src')
    const leaves = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && readFileSync(join(source, file), 'utf8').includes("'use client'"),
    )
    expect(leaves.length).toBeGreaterThan(0)
    for (const leaf of leaves) {
      const built = readFileSync(join(app.packageDirectory, 'dist', leaf.replace(/\.tsx?$/, '.js')), 'utf8')
      expect(built.split('\n')[0], leaf).toMatch(/^['"]use client['"];?$/)
    }
  })

  it("has no 'use client' in an entry, so that a server component can import from it", () => {
    for (const entry of ['.', './engine']) {
      expect(readFileSync(builtFile(entry), 'utf8'), entry).not.toContain("'use client'")
    }
  })
})

describe.each([
  ['.', ['EngineProvider', 'ModelDownload', 'useEngine', 'useModelAvailable', 'useModelDownload', 'useDownloadQueue']],
  ['./engine', ['createClient', 'isEngineError', 'connectEngine', 'connectMover', 'serveEngine']],
  ['./node', ['createNodeEngine']],
  ['./browser', ['createBrowserEngine', 'openModelFile']],
  ['./http', ['connectHttpEngine']],
  ['./http/server', ['createEngineHandler']],
  ['./stdio', ['connectStdioEngine', 'serveStdioEngine']],
  ['./worker', ['connectWorkerEngine', 'serveWorkerEngine']],
  ['./electron/main', ['serveElectronEngine', 'forwardElectronEngine', 'serveUtilityEngine', 'showOnDesktop']],
  ['./electron/preload', ['exposeEngine']],
  ['./electron/renderer', ['connectElectronEngine']],
  ['./tauri', ['connectTauriCommands', 'connectTauriEngine']],
  ['./aria2', ['connectAria2Engine']],
  ['./ollama', ['connectOllamaEngine']],
  ['./testing', ['createSimulatedEngine', 'testEngine']],
  ['./locales/ar', ['ar']],
  ['./locales/de', ['de']],
  ['./locales/es', ['es']],
  ['./locales/fr', ['fr']],
  ['./locales/ja', ['ja']],
  ['./locales/ko', ['ko']],
  ['./locales/pt', ['pt']],
  ['./locales/zh', ['zh']],
])('the entry %s', (entry, names) => {
  it('offers the names that are promised', () => {
    expect(namesOf(entry)).toEqual(expect.arrayContaining(names))
  })

  it('needs only packages that the package declares', () => {
    const declared = [...Object.keys(manifest.dependencies), ...PEERS]
    const undeclared = [...outsideImportsOf(builtFile(entry))].filter(
      (name) => !name.startsWith('node:') && !declared.includes(name),
    )
    expect(undeclared).toEqual([])
  })
})

describe('what an entry pulls in', () => {
  it.each([
    ['./engine'],
    ['./browser'],
    ['./http'],
    ['./http/server'],
    ['./worker'],
    ['./electron/main'],
    ['./electron/preload'],
    ['./electron/renderer'],
    ['./tauri'],
    ['./aria2'],
    ['./ollama'],
  ])('%s runs anywhere: neither React nor a Node module', (entry) => {
    const outside = [...outsideImportsOf(builtFile(entry))]
    expect(outside.filter((name) => name.startsWith('node:') || name === 'undici' || PEERS.includes(name))).toEqual([])
  })

  it('. has no Node module', () => {
    expect(
      [...outsideImportsOf(builtFile('.'))].filter((name) => name.startsWith('node:') || name === 'undici'),
    ).toEqual([])
  })

  it('./node works in an app that has no React', () => {
    const plain = createPackedApp(DEPENDENCIES)
    try {
      expect(
        plain.run(`const { createNodeEngine } = await import('weightlift/node'); console.log(typeof createNodeEngine)`),
      ).toBe('function\n')
    } finally {
      plain.remove()
    }
  })
})
