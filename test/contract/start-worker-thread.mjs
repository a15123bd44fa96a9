// A worker thread cannot load TypeScript by itself.
import { tsImport } from 'tsx/esm/api'

await tsImport('./worker-thread.ts', import.meta.url)
