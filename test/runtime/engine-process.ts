import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { LocatedFile } from '../../src/engine/core/command.js'

export type Said =
  | { readonly type: 'taken' }
  | { readonly type: 'completed'; readonly files: readonly LocatedFile[] }
  | { readonly type: 'failed'; readonly code?: string; readonly message: string }

/** An engine in a process of its own. */
export interface EngineProcess {
  /** Settles with the last word when the process has ended, however it ended. */
  readonly ended: Promise<Said | null>
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): void
}

const script = fileURLToPath(new URL('./engine-child.ts', import.meta.url))

export function startEngineProcess(options: { directory: string; model: unknown }): EngineProcess {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let last: Said | null = null
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  lines.on('line', (line) => {
    last = JSON.parse(line) as Said
  })
  const ended = new Promise<Said | null>((resolve) => {
    child.once('close', () => resolve(last))
  })
  return { ended, kill: () => child.kill('SIGKILL') }
}
