import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensure, root } from './ensure.mjs'
import { run } from './run.mjs'

const dist = join(root, 'dist')

/** Builds dist/ from nothing: TypeScript's own output, file by file, and the style sheet. */
async function build() {
  await ensure()
  clean()
  const { code } = await run(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', ...sourceProjects()],
    {
      cwd: root,
      timeoutMs: 300_000,
    },
  )
  if (code !== 0) throw new Error('The build stops here: TypeScript found the errors above.')
  writeStyles()
  checkExports()
}

function clean() {
  rmSync(dist, { recursive: true, force: true })
  // Without this, tsc would trust its notes of the last build and leave out what it believes is there.
  const notes = join(root, 'node_modules', '.cache', 'tsbuild')
  if (!existsSync(notes)) return
  for (const file of readdirSync(notes)) {
    if (file.startsWith('src')) rmSync(join(notes, file))
  }
}

/** Every project of the root tsconfig but the tests. */
function sourceProjects() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  return references
    .map((/** @type {{ path: string }} */ { path }) => path)
    .filter((/** @type {string} */ path) => path.startsWith('src'))
}

/** One file, so that a page without a bundler fetches one. */
function writeStyles() {
  const target = join(dist, 'components', 'styles.css')
  writeFileSync(target, inlineImports(join(root, 'src', 'components', 'styles.css')))
  // TypeScript 6 wants a type for `import 'weightlift/styles.css'`.
  writeFileSync(`${target}.d.ts`, 'export {}\n')
}

/**
 * @param {string} file
 * @returns {string}
 */
function inlineImports(file) {
  const css = readFileSync(file, 'utf8')
  return css.replace(/^@import\s+["'](\.[^"']+)["'];$/gm, (_, path) => inlineImports(join(dirname(file), path)))
}

/** A path in `exports` without a file would only fail in an app. */
function checkExports() {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const targets = Object.values(exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  )
  const missing = targets.filter((target) => !existsSync(join(root, target)))
  if (missing.length > 0) throw new Error(`package.json exports what the build did not make: ${missing.join(', ')}`)
  console.log(`Built dist/: all ${targets.length} files of "exports" are there.`)
}

await build().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
