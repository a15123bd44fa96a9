import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '../..')

/** What an app gets: the packed tarball, unpacked into an app of its own that has only the packages it names. */
export interface PackedApp {
  /** The app's directory. */
  readonly directory: string
  /** Where the package is in it. */
  readonly packageDirectory: string
  /** Runs a module in the app and gives what it prints. */
  run(source: string): string
  remove(): void
}

/** What the package itself brings along. */
export const DEPENDENCIES: readonly string[] = Object.keys(
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: Record<string, string> })
    .dependencies,
)

/** Unpacks the tarball of `WEIGHTLIFT_TARBALL`, or packs one from dist/, beside links to the packages in `dependencies`. */
export function createPackedApp(dependencies: readonly string[]): PackedApp {
  const directory = mkdtempSync(join(tmpdir(), 'weightlift-app-'))
  const modules = join(directory, 'node_modules')
  const packageDirectory = join(modules, 'weightlift')
  mkdirSync(packageDirectory, { recursive: true })
  execFileSync('tar', ['-xzf', tarball(directory), '-C', packageDirectory, '--strip-components=1'])
  for (const name of dependencies) {
    const link = join(modules, name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link, 'junction')
  }
  return {
    directory,
    packageDirectory,
    run: (source) =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', source], { cwd: directory, encoding: 'utf8' }),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}

function tarball(directory: string): string {
  const given = process.env.WEIGHTLIFT_TARBALL
  if (given) return given
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', directory], { cwd: root })
  const name = readdirSync(directory).find((file) => file.endsWith('.tgz'))
  if (!name) throw new Error('npm pack made no tarball.')
  return join(directory, name)
}

/** Every import of a built file, as written: static, dynamic, and `new URL(…, import.meta.url)`. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8')
  const imported = ts.preProcessFile(code, true, true).importedFiles.map((found) => found.fileName)
  const beside = code.matchAll(/new URL\(\s*['"]([^'"]+)['"]\s*,\s*import\.meta\.url/g)
  return [...imported, ...[...beside].map((match) => match[1] ?? '')]
}

/** The packages and `node:` modules that a built file needs, itself or through the files it imports. */
export function outsideImportsOf(file: string, seen: Set<string> = new Set()): Set<string> {
  const outside = new Set<string>()
  if (seen.has(file)) return outside
  seen.add(file)
  for (const specifier of importsOf(file)) {
    const found = specifier.startsWith('.')
      ? outsideImportsOf(join(dirname(file), specifier), seen)
      : new Set([packageOf(specifier)])
    for (const name of found) outside.add(name)
  }
  return outside
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
