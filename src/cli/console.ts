/** Where a command writes: what it was asked for to `out`, everything about how it goes to `err`. */
export interface Console {
  readonly out: NodeJS.WritableStream
  readonly err: NodeJS.WriteStream
  /** Whether a person watches `err` on a terminal that can be drawn on. */
  readonly isLive: boolean
}

export const processConsole: Console = {
  out: process.stdout,
  err: process.stderr,
  isLive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
}

/** Writes one line. */
export function say(stream: NodeJS.WritableStream, line: string): void {
  stream.write(`${line}\n`)
}
