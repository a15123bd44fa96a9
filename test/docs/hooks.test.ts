import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/hooks.md'), 'utf8')
const entry = readFileSync(join(root, 'src/index.ts'), 'utf8')

/** The examples of the page, as files of an app; the first names itself, since the others import from it. */
const examples = [...page.matchAll(/^```(tsx?)\n([\s\S]*?)^```/gm)].map(([, language, code = ''], at) => ({
  name: at === 0 ? 'app.ts' : `example-${at}.${language}`,
  code,
}))

const hooks = [...new Set(entry.match(/\buse[A-Z]\w+/g))]

/** What TypeScript says of the examples, as in an app that has the package. */
function complaints(): string[] {
  const folder = import.meta.dirname
  const sources = new Map(examples.map(({ name, code }) => [join(folder, name), code]))
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    noUnusedLocals: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    types: [],
    paths: {
      weightlift: [join(root, 'src/index.ts')],
      'weightlift/engine': [join(root, 'src/engine/index.ts')],
      'weightlift/http': [join(root, 'src/engine/http/index.ts')],
    },
  }
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = (file) => sources.get(file) ?? readFile(file)
  host.fileExists = (file) => sources.has(file) || fileExists(file)
  host.getSourceFile = (file, version, ...rest) => {
    const code = sources.get(file)
    return code === undefined ? getSourceFile(file, version, ...rest) : ts.createSourceFile(file, code, version)
  }
  const program = ts.createProgram([...sources.keys()], options, host)
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`)
}

describe('docs/hooks.md', () => {
  it('has examples that type-check in an app', { timeout: 120_000 }, () => {
    expect(examples.length).toBeGreaterThan(15)
    expect(complaints()).toEqual([])
  })

  it.each(hooks.map((hook) => [hook]))('tells of %s', (hook) => {
    expect(page).toMatch(new RegExp(`^## ${hook}$`, 'm'))
  })

  it('has an example of each hook', () => {
    const code = examples.map((example) => example.code).join()
    expect(hooks.filter((hook) => !code.includes(`${hook}(`))).toEqual([])
  })
})
