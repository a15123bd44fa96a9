export interface ByteRange {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/**
 * Reads a `Range` header against a size. `null`: there is none, or none this server serves (several ranges, another unit),
 * so that the whole is the answer; `unsatisfiable`: 416.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return null
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size }
  }
  const start = Number(match[1])
  const last = match[2] === '' ? size - 1 : Number(match[2])
  if (last < start && match[2] !== '') return null
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(last + 1, size) }
}
