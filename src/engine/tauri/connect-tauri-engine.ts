import type { Engine } from '../core/engine.js'
import { EngineError } from '../core/errors.js'
import type { BorderClock } from '../remote/clock.js'
import { connectEngine } from '../remote/connect-engine.js'
import { END_LINE } from '../remote/line-format.js'
import {
  createProcessTransport,
  type RestartOptions,
  type SidecarEvents,
  type SidecarProcess,
} from '../remote/process-transport.js'
import { createWarner, type OnWarning } from '../remote/warning.js'
import { createLeftBehind, type LeftBehind } from './left-behind.js'
import { systemClock } from './system-clock.js'

/** What is needed of `@tauri-apps/plugin-shell`: `import * as shell from '@tauri-apps/plugin-shell'`. */
export interface TauriShell {
  readonly Command: { sidecar(program: string, args?: string[]): TauriCommand }
  readonly Child: new (pid: number) => TauriChild
}

/** A `Command` of plugin-shell. */
export interface TauriCommand {
  readonly stdout: { on(event: 'data', listener: (line: string) => void): unknown }
  readonly stderr: { on(event: 'data', listener: (line: string) => void): unknown }
  on(event: 'close', listener: (end: { code: number | null; signal: number | null }) => void): unknown
  on(event: 'error', listener: (error: string) => void): unknown
  spawn(): Promise<TauriChild>
}

/** A `Child` of plugin-shell. */
export interface TauriChild {
  readonly pid: number
  write(data: string): Promise<void>
  kill(): Promise<void>
}

export interface ConnectTauriOptions {
  /** The shell plugin: `import * as shell from '@tauri-apps/plugin-shell'`. */
  readonly shell: TauriShell
  /** The name of the sidecar in `bundle.externalBin`, like `binaries/weightlift`. */
  readonly sidecar: string
  /** As the capability `shell:allow-spawn` of this window allows them, like `['serve', '--stdio', '--dir', directory]`. */
  readonly args: readonly string[]
  /** What the sidecar writes to its standard error, a line each. Default: nothing is done with it. */
  readonly onStderr?: (line: string) => void
  readonly restart?: RestartOptions
  /** How long `close` waits for the sidecar to park its work before it is killed, milliseconds. Default 10000. */
  readonly closeMs?: number
  /** How long a command or query waits for a link that is down before it is refused with `link-lost`, milliseconds. Default 10000. */
  readonly waitMs?: number
  /** Called when the sidecar ends or a message does not fit. Nothing in it is secret. Default: nothing is reported. */
  readonly onWarning?: OnWarning
  /** Default: the machine's. */
  readonly clock?: BorderClock
}

/**
 * Runs the engine's host as a sidecar of a Tauri app, and connects to it over its standard input and output. The sidecar alone
 * touches disk and network. It ends with the app, however the app ends; one that crashes is started again and goes on from its disk. One that
 * a reload of the page left behind is told to park its work and end, and killed where it has not after five seconds; until it has, the
 * new one shows what it does.
 *
 * Call it in one window: a second sidecar on the same directory only follows the first. Sidecars with other arguments do not
 * disturb one another.
 */
export function connectTauriEngine(options: ConnectTauriOptions): Engine {
  const { clock = systemClock, restart, waitMs } = options
  const warn = createWarner(options.onWarning)
  const key = `weightlift.sidecar ${JSON.stringify([options.sidecar, ...options.args])}`
  const left = createLeftBehind(options.shell, key, clock)
  const transport = createProcessTransport({
    start: (events) => startSidecar(options, events, clock, left),
    clock,
    restart,
    onTrouble: ({ code, message }) => warn('link', `${message} (${code})`),
  })
  return connectEngine(transport, { clock, waitMs, onWarning: ({ code, message }) => warn(code, message) })
}

async function startSidecar(
  { shell, sidecar, args, onStderr, closeMs = 10_000 }: ConnectTauriOptions,
  { onText, onEnd }: SidecarEvents,
  clock: BorderClock,
  left: LeftBehind,
): Promise<SidecarProcess> {
  await left.end()
  const command = shell.Command.sidecar(sidecar, [...args])
  let tellEnded: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    tellEnded = resolve
  })
  let pid: number | null = null
  const end = (reason: string): void => {
    if (pid !== null) left.remove(pid)
    tellEnded()
    onEnd(reason)
  }
  // The plugin hands out whole lines, in some versions without their end.
  command.stdout.on('data', (line) => onText(line.endsWith('\n') ? line : `${line}\n`))
  command.stderr.on('data', (line) => onStderr?.(line))
  command.on('close', ({ code, signal }) => end(signal === null ? `exit code ${code}` : `signal ${signal}`))
  command.on('error', (error) => end(error))
  const child = await spawn(command, sidecar)
  pid = child.pid
  left.add(pid)
  return {
    write: (text) => child.write(text),
    async end() {
      // The plugin can kill, but not close the sidecar's input: work that is asked to end is parked first.
      await child.write(END_LINE).catch(() => undefined)
      const stopTimer = clock.setTimer(closeMs, () => void child.kill().catch(tellEnded).then(tellEnded))
      await ended
      stopTimer()
      left.remove(child.pid)
    },
  }
}

async function spawn(command: TauriCommand, sidecar: string): Promise<TauriChild> {
  try {
    return await command.spawn()
  } catch (cause) {
    throw new EngineError(
      'link-lost',
      `The sidecar ${sidecar} cannot be started: ${String(cause)}. Check bundle.externalBin, and that the window's capabilities allow shell:allow-spawn for it with these arguments.`,
      { cause },
    )
  }
}
