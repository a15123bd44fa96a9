import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Engine } from '../core/engine.js'
import { EngineError } from '../core/errors.js'
import type { BorderClock } from '../remote/clock.js'
import { connectEngine } from '../remote/connect-engine.js'
import {
  createProcessTransport,
  type RestartOptions,
  type SidecarEvents,
  type SidecarProcess,
} from '../remote/process-transport.js'
import { createWarner, type OnWarning } from '../remote/warning.js'
import { systemClock } from './system-clock.js'

export interface ConnectStdioOptions {
  /** The program: a path, or a name that PATH knows. */
  readonly command: string
  /** Default none. `weightlift serve --stdio` is `['serve', '--stdio', '--dir', …]`. */
  readonly args?: readonly string[]
  /** Default: this process's. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Default: this process's. */
  readonly cwd?: string
  /** What the program writes to its standard error. Default: it goes to this process's. */
  readonly onStderr?: (text: string) => void
  readonly restart?: RestartOptions
  /** How long `close` waits for the program to park its work before it is killed, milliseconds. Default 10000. */
  readonly closeMs?: number
  /** How long a command or query waits for a link that is down before it is refused with `link-lost`, milliseconds. Default 10000. */
  readonly waitMs?: number
  /** Called when the program ends or a message does not fit. Nothing in it is secret. Default: nothing is reported. */
  readonly onWarning?: OnWarning
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

/**
 * Starts an engine in a process of its own, and connects to it over its standard input and output. A process that crashes is
 * started again and goes on from its disk; one whose parent dies sees its input end, parks its work and ends. Until its first word the
 * snapshot's `link` is `connecting`: `onWarning` tells of one that has said none for fifteen seconds, and after a minute it is started anew.
 */
export function connectStdioEngine(options: ConnectStdioOptions): Engine {
  const { clock = systemClock, restart, waitMs } = options
  const warn = createWarner(options.onWarning)
  const transport = createProcessTransport({
    start: (events) => startProcess(options, events),
    clock,
    restart,
    onTrouble: ({ code, message }) => warn('link', `${message} (${code})`),
  })
  return connectEngine(transport, { clock, waitMs, onWarning: ({ code, message }) => warn(code, message) })
}

async function startProcess(options: ConnectStdioOptions, { onText, onEnd }: SidecarEvents): Promise<SidecarProcess> {
  const { command, args = [], env, cwd, onStderr, closeMs = 10_000 } = options
  const child = spawn(command, args, {
    env: { ...(env ?? process.env) },
    cwd,
    stdio: ['pipe', 'pipe', onStderr === undefined ? 'inherit' : 'pipe'],
    windowsHide: true,
  })
  child.stdout?.setEncoding('utf8').on('data', onText)
  child.stderr?.setEncoding('utf8').on('data', (text: string) => onStderr?.(text))
  // A write to a process that has just ended breaks; its end tells.
  child.stdin?.on('error', () => undefined)
  // `close` comes when its last words have been read, too.
  child.once('close', (code, signal) => onEnd(signal === null ? `exit code ${code}` : signal))
  await started(child, command)
  return {
    write(text) {
      child.stdin?.write(text)
    },
    end: () => end(child, closeMs),
  }
}

async function started(child: ChildProcess, command: string): Promise<void> {
  try {
    await once(child, 'spawn')
  } catch (cause) {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException
    throw new EngineError(
      'link-lost',
      `The engine's program ${command} cannot be started (${code}). Check that it is there and may be run.`,
      { cause },
    )
  }
  child.on('error', () => undefined)
}

async function end(child: ChildProcess, closeMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.stdin?.end()
  const timer = setTimeout(() => child.kill('SIGKILL'), closeMs)
  await ended
  clearTimeout(timer)
}
