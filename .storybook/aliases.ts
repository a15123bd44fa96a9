import { join } from 'node:path'

const source = join(import.meta.dirname, '../src')

/** Recipes import as an app would, and get what is in `src`. */
export const ALIASES = [
  { find: /^weightlift$/, replacement: join(source, 'index.ts') },
  { find: /^weightlift\/engine$/, replacement: join(source, 'engine/index.ts') },
  { find: /^weightlift\/testing$/, replacement: join(source, 'engine/testing/index.ts') },
]
