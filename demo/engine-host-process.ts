import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { HostMessage, HostOptions } from './host/messages.js'

const SCRIPT = fileURLToPath(new URL('host/start.mjs', import.meta.url))
const RESTART_AFTER_MS = 1000
const CLOSE_WITHIN_MS = 5000

export interface EngineHost {
  /** Stays the same over restarts. */
  readonly url: string
  /** Parks what runs and ends the process for good. */
  close(): Promise<void>
}

/** Runs the engine in a process of its own, and starts another when it dies. */
export async function startEngineHost(
  options: Omit<HostOptions, 'port'>,
  log: (line: string) => void,
): Promise<EngineHost> {
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let { child, port } = await launch({ ...options, port: 0 })
  watch()

  function watch(): void {
    log(`  engine  process ${child.pid} on port ${port}`)
    child.once('exit', (code, signal) => {
      if (closed) return
      log(`  engine  process ${child.pid} ended (${signal ?? code}); starting another`)
      timer = setTimeout(() => void restart(), RESTART_AFTER_MS)
    })
  }

  async function restart(): Promise<void> {
    try {
      const next = await launch({ ...options, port })
      child = next.child
      if (closed) child.kill('SIGKILL')
      else watch()
    } catch (error) {
      log(`  engine  ${(error as Error).message}`)
      if (!closed) timer = setTimeout(() => void restart(), RESTART_AFTER_MS)
    }
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      closed = true
      clearTimeout(timer)
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      const kill = setTimeout(() => child.kill('SIGKILL'), CLOSE_WITHIN_MS)
      // Its end of the channel closes, which tells it to end; so does the death of this process.
      child.disconnect()
      await exited
      clearTimeout(kill)
    },
  }
}

async function launch(options: HostOptions): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(SCRIPT, { stdio: 'inherit' })
  child.send(options)
  const port = await new Promise<number>((settle, refuse) => {
    child.once('message', (message) => settle((message as HostMessage).port))
    child.once('exit', (code, signal) => refuse(new Error(`The engine host did not start (${signal ?? code}).`)))
  })
  return { child, port }
}
