import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPackedApp, DEPENDENCIES, type PackedApp } from './packed.js'

const root = join(import.meta.dirname, '../..')

const TYPES = ['@types/react', '@types/react-dom', '@types/node', 'csstype', 'undici-types']

let app: PackedApp

beforeAll(() => {
  app = createPackedApp([...DEPENDENCIES, 'react', 'react-dom', '@tanstack/react-query', ...TYPES])
})

afterAll(() => app.remove())

/** What TypeScript says of these files in the app; empty when it is content. */
function typeCheck(files: Record<string, string>, compilerOptions: Record<string, unknown>): string {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(app.directory, name), content)
  const config = {
    compilerOptions: { strict: true, noEmit: true, target: 'ES2022', jsx: 'react-jsx', ...compilerOptions },
    files: Object.keys(files),
  }
  writeFileSync(join(app.directory, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(app.directory, 'tsconfig.json'), JSON.stringify(config))
  try {
    execFileSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', '.'], {
      cwd: app.directory,
      encoding: 'utf8',
    })
    return ''
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout)
  }
}

/** The code blocks of the manual, by language, in order. */
function codeOfReadme(language: string): string[] {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    (match) => match[1] ?? '',
  )
}

const BUNDLER = { module: 'ESNext', moduleResolution: 'bundler', lib: ['ES2022', 'DOM'], types: [], skipLibCheck: true }
const NODE = { module: 'NodeNext', moduleResolution: 'NodeNext', lib: ['ES2022'], types: ['node'], skipLibCheck: true }

const DOCS = { ...BUNDLER, types: ['node'], moduleDetection: 'force' }

/** Packages of others: what is wrong about ours is found all the same. */
const OTHERS = "declare module 'electron'\ndeclare module 'vitest'\n"

/** What the words around a piece of code say is there. */
const GIVEN = `
declare global {
const engine: import('weightlift/engine').Engine
const client: import('weightlift/engine').Client
const model: import('weightlift/engine').ModelInput
const catalog: readonly import('weightlift/engine').ModelInput[]
const subject: Awaited<ReturnType<Parameters<typeof import('weightlift/testing').testEngine>[2]['create']>>
const directory: string
const enginePath: string
namespace NodeJS { interface Process { parentPort: any } }
}
export {}
`

/** Each piece of code under the name that its first line gives, or a number. */
function filesOf(document: string): Record<string, string> {
  const pieces = [...document.matchAll(/^```(tsx?)\n([\s\S]*?)^```/gm)]
  const files: Record<string, string> = {}
  for (const [index, [, language, code = '']] of pieces.entries()) {
    const name = /^\/\/ ([\w-]+\.tsx?)\n/.exec(code)?.[1]
    // Two ways to write main.ts are two files.
    files[name === undefined || name in files ? `piece-${index}.${language}` : name] = code
  }
  return files
}

describe('the types of the packed package', () => {
  it('fit the code for Node in the manual', () => {
    const blocks = codeOfReadme('ts')
    expect(blocks.join()).toContain('weightlift/node')
    expect(typeCheck(Object.fromEntries(blocks.map((code, index) => [`node-${index}.ts`, code])), NODE)).toBe('')
  })

  it('fit the code for React in the manual', () => {
    const blocks = codeOfReadme('tsx')
    expect(blocks.join()).toContain('weightlift/http')
    expect(typeCheck(Object.fromEntries(blocks.map((code, index) => [`page-${index}.tsx`, code])), BUNDLER)).toBe('')
  })

  it.each(['cli.md', 'http.md', 'electron.md', 'engines.md', 'hooks.md', 'browser.md', 'errors.md', 'policies.md'])(
    'fit the code in docs/%s',
    (name) => {
      const files = Object.entries(filesOf(readFileSync(join(root, 'docs', name), 'utf8')))
      expect(files.length).toBeGreaterThan(0)
      expect(typeCheck({ ...Object.fromEntries(files), 'given.ts': GIVEN, 'others.d.ts': OTHERS }, DOCS)).toBe('')
    },
  )

  it('hold by themselves, without skipLibCheck, in a page', () => {
    const code = ['', '/engine', '/http', '/testing'].map((entry) => `export * from 'weightlift${entry}'`)
    const files = Object.fromEntries(code.map((line, index) => [`entry-${index}.ts`, line]))
    expect(typeCheck(files, { ...BUNDLER, skipLibCheck: false })).toBe('')
  })

  it('tell a wrong call from a right one', () => {
    const code = `import { createNodeEngine } from 'weightlift/node'\ncreateNodeEngine({ directory: 7 })\n`
    expect(typeCheck({ 'wrong.ts': code }, NODE)).toContain('TS2322')
  })
})
