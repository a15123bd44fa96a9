import { type ChildProcess, spawn } from 'node:child_process'

/** The command in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  /** All that came so far. */
  out(): string
  err(): string
  /** Settles when it has written something of that form. */
  says(what: RegExp): Promise<void>
  readonly ended: Promise<Ended>
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** Starts it without a terminal. No proxy or setting of whoever runs the tests has a say. */
export function startCommand(main: string, args: readonly string[], { cwd, env = {} }: RunOptions): Running {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of [...listeners]) listener()
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    tell()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    tell()
  })
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code, signal, out, err })
      tell()
    })
  })
  return {
    child,
    out: () => out,
    err: () => err,
    ended,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const isSaid = what.test(out + err)
          if (!isSaid && child.exitCode === null && child.signalCode === null) return
          listeners.delete(look)
          if (isSaid) resolve()
          else reject(new Error(`It ended without saying ${what}:\n${out}${err}`))
        }
        listeners.add(look)
        look()
      }),
  }
}
