import { type Console, say } from './console.js'
import { EXIT } from './exit-code.js'

/**
 * Keeps a command going when what it says can be written no more: its reader had enough (`weightlift ls | head -1`), or its terminal
 * was closed, and then it has to park. An answer that could not be written otherwise, as to a full disk, is a failure.
 */
export function watchOutput({ out, err }: Console): void {
  err.on('error', () => undefined)
  out.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE' || code === 'EIO') return
    say(
      err,
      `weightlift: the output could not be written (${code}). It is not complete: make room, then run this again.`,
    )
    // Whatever the command itself ends with.
    process.once('exit', () => {
      process.exitCode = EXIT.disk
    })
  })
}
