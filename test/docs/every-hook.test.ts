import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

it('Storybook has a recipe that uses every hook', () => {
  const exported = readFileSync(join(root, 'src/index.ts'), 'utf8').match(/\buse[A-Z]\w+/g)
  const recipe = readFileSync(join(root, '.storybook/recipes/every-hook.tsx'), 'utf8')
  const missing = [...new Set(exported)].filter((hook) => !new RegExp(`\\b${hook}\\(`).test(recipe))
  expect(missing.filter((hook) => !hook.endsWith('Suspense'))).toEqual([])
})
