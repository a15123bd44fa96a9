import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { TauriChild, TauriCommand, TauriShell } from '../../../src/engine/tauri/index.js'

/** What plugin-shell is to a page: it outlives the page, and knows its children by their process ids. */
export interface FakeShell extends TauriShell {
  /** Every child that was started, in order. */
  readonly children: readonly ChildProcess[]
  /** The page is reloaded: nobody listens to what its children say, and they run on. */
  reload(): void
  close(): Promise<void>
}

export function createFakeShell(programArguments: readonly string[]): FakeShell {
  const children: ChildProcess[] = []
  let page = 0

  function childOf(pid: number): ChildProcess | undefined {
    return children.find((child) => child.pid === pid && child.exitCode === null && child.signalCode === null)
  }

  class Child implements TauriChild {
    readonly pid: number
    constructor(pid: number) {
      this.pid = pid
    }
    async write(data: string): Promise<void> {
      childOf(this.pid)?.stdin?.write(data)
    }
    async kill(): Promise<void> {
      childOf(this.pid)?.kill('SIGKILL')
    }
  }

  function sidecar(_program: string, args: string[] = []): TauriCommand {
    const own = page
    const onLine = new Set<(line: string) => void>()
    const onClose = new Set<(end: { code: number | null; signal: number | null }) => void>()
    const onErrorLine = new Set<(line: string) => void>()
    return {
      stdout: { on: (_event, listener) => onLine.add(listener) },
      stderr: { on: (_event, listener) => onErrorLine.add(listener) },
      on(event: string, listener: never) {
        if (event === 'close') onClose.add(listener)
      },
      async spawn() {
        const child = spawn(process.execPath, [...programArguments, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
        children.push(child)
        let rest = ''
        child.stdin?.on('error', () => undefined)
        child.stdout?.setEncoding('utf8').on('data', (text: string) => {
          const lines = (rest + text).split('\n')
          rest = lines.pop() ?? ''
          if (own === page) for (const line of lines) for (const listener of onLine) listener(line)
        })
        child.once('close', (code) => {
          if (own === page) for (const listener of onClose) listener({ code, signal: null })
        })
        await once(child, 'spawn')
        return new Child(child.pid as number)
      },
    }
  }

  return {
    children,
    Command: { sidecar },
    Child,
    reload() {
      page += 1
    },
    async close() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGKILL')
        await once(child, 'close')
      }
    },
  }
}
