import { EXIT, type ExitCode } from './exit-code.js'

const SIGNALS = { SIGINT: EXIT.interrupted, SIGTERM: 143, SIGHUP: 129 } as const

/** Why a command ends before it is done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly exitCode: ExitCode | 129 | 143

  constructor(exitCode: ExitCode | 129 | 143) {
    super('The command was interrupted.')
    this.exitCode = exitCode
  }
}

/**
 * Aborts at the first Ctrl-C (or SIGTERM, SIGHUP), so that work can be parked; the second one ends the process at once, by that
 * signal, which a shell reports as the same code.
 */
export function onInterrupt(): { readonly signal: AbortSignal; stop(): void } {
  const aborter = new AbortController()
  const listeners = Object.entries(SIGNALS).map(([name, exitCode]) => {
    const listener = (): void => {
      if (aborter.signal.aborted) return endBy(name, listener, exitCode)
      aborter.abort(new Interrupted(exitCode))
    }
    process.on(name, listener)
    return [name, listener] as const
  })
  return {
    signal: aborter.signal,
    stop() {
      for (const [name, listener] of listeners) process.off(name, listener)
    },
  }
}

/** An exit would wait for the threads that read and write, and a disk that does not answer is why somebody is in a hurry. */
function endBy(signal: string, listener: () => void, exitCode: number): void {
  if (process.platform === 'win32') process.exit(exitCode)
  process.off(signal, listener)
  process.kill(process.pid, signal)
}
