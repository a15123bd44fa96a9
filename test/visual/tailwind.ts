import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { compile } from 'tailwindcss'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)
const SOURCE = join(import.meta.dirname, '../../src/components')

/** The real Tailwind over every style sheet that asks for it, with the classes that are used. */
export function tailwind(classes: readonly string[]): Plugin {
  return {
    name: 'tailwind',
    enforce: 'pre',
    async transform(css, id) {
      const [file = ''] = id.split('?')
      if (!file.endsWith('.css') || !css.includes('tailwindcss')) return null
      const compiler = await compile(css, { base: dirname(file), from: file, loadStylesheet })
      return compiler.build([...classes])
    },
  }
}

async function loadStylesheet(
  id: string,
  base: string,
): Promise<{ readonly path: string; readonly base: string; readonly content: string }> {
  const path = pathOf(id, base)
  return { path, base: dirname(path), content: await readFile(path, 'utf8') }
}

function pathOf(id: string, base: string): string {
  if (id === 'tailwindcss') return require.resolve('tailwindcss/index.css')
  if (id === 'weightlift/styles.css') return join(SOURCE, 'styles.css')
  return join(base, id)
}
