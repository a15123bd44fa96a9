interface Job<T> {
  value: T
  readonly done: Promise<void>
}

interface Line<T> {
  running: Promise<unknown>
  /** What runs next. Its value is replaced, not queued behind. */
  next: Job<T> | null
}

/**
 * Serialises an operation per key. While one runs, of the values that come in only the last is used, and every caller's promise
 * settles as that one does.
 */
export function createLastWins<T>(
  operation: (key: string, value: T) => Promise<void>,
): (key: string, value: T) => Promise<void> {
  const lines = new Map<string, Line<T>>()

  async function runNext(key: string, line: Line<T>, job: { value: T }): Promise<void> {
    await line.running
    line.next = null
    const run = operation(key, job.value)
    line.running = run.catch(() => {})
    try {
      await run
    } finally {
      if (line.next === null) lines.delete(key)
    }
  }

  return (key, value) => {
    const line = lines.get(key) ?? { running: Promise.resolve(), next: null }
    lines.set(key, line)
    if (line.next !== null) {
      line.next.value = value
      return line.next.done
    }
    const job = { value }
    const done = runNext(key, line, job)
    line.next = Object.assign(job, { done })
    return done
  }
}
