import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

// Node 20 runs no TypeScript by itself. The paths in tsconfig.json lead to src, so that nothing has to be built.
register({ tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) })
await import('./start.ts')
