/** Messages as lines of JSON: a line has no line break within, since JSON escapes those in texts. */
export interface LineReader {
  /** Takes text as it comes, cut anywhere. */
  feed(text: string): void
  /** Forgets a line that did not end: the next text begins a new one. */
  reset(): void
}

export interface LineReaderOptions {
  /** Characters of one line; a longer one is thrown away up to its end, so that memory stays bounded. */
  readonly maxChars: number
  /** Each message, unchecked; null for a line that is too long or no JSON. */
  readonly onMessage: (message: unknown) => void
}

/** The line of a message. */
export function toLine(message: unknown): string {
  return `${JSON.stringify(message)}\n`
}

/** The last line to a process whose input cannot be closed: it parks its work and ends. */
export const END_LINE: string = toLine({ type: 'end' })

/** Whether a message is {@link END_LINE}. */
export function isEnd(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'end'
}

/** Puts lines together from text that comes in pieces. Empty lines mean nothing. */
export function createLineReader({ maxChars, onMessage }: LineReaderOptions): LineReader {
  let pieces: string[] = []
  let length = 0
  let isTooLong = false

  function add(piece: string): void {
    if (isTooLong) return
    length += piece.length
    if (length <= maxChars) return void pieces.push(piece)
    isTooLong = true
    pieces = []
  }

  function end(): void {
    const line = pieces.join('').trim()
    const wasTooLong = isTooLong
    reset()
    if (wasTooLong) onMessage(null)
    else if (line !== '') onMessage(parseLine(line))
  }

  function reset(): void {
    pieces = []
    length = 0
    isTooLong = false
  }

  return {
    feed(text) {
      let from = 0
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
        add(text.slice(from, at))
        end()
        from = at + 1
      }
      if (from < text.length) add(text.slice(from))
    },
    reset,
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
