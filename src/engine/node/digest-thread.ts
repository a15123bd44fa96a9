import { Worker } from 'node:worker_threads'
import type { WorkerMessage, WorkerResult } from './worker/message.js'

/** One run as its worker sees it. */
export interface ThreadRun {
  readonly id: number
  readonly path: string
  /** Shared with the worker, at the indices of {@link COUNTERS}. 64 bits, since files pass 2 GiB. */
  readonly counters: BigInt64Array
  settle(result: WorkerResult): void
  /** The worker is gone, and what it did for this run with it. */
  lost(error: unknown): void
}

/** Bytes written; bytes hashed; the size to finish at, or -1. */
export const COUNTERS = { written: 0, hashed: 1, end: 2 } as const

/** A worker thread that hashes several files in turns. */
export interface DigestThread {
  /** How many runs it has. */
  readonly load: number
  start(run: ThreadRun): void
  /** Wakes it, after a counter changed. */
  ring(): void
  /** Forgets a run and closes its file; silent when it is gone already. */
  drop(id: number): void
  /** From now on a run's result is awaited: only then a thread keeps the process alive. */
  expect(id: number): void
  stop(): Promise<void>
}

/**
 * Starts a thread.
 *
 * @param onEnd - Called once when it has ended, with the reason unless it was told to stop. Runs that it had were told before.
 * @throws where the platform forbids threads
 */
export function startDigestThread(script: URL | string, onEnd: (failure: unknown) => void): DigestThread {
  const bell = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(script, { name: 'weightlift-digest', workerData: { bell } })
  const runs = new Map<number, ThreadRun>()
  const expected = new Set<number>()
  let failure: unknown = new Error('the digest worker ended')
  worker.unref()
  worker.on('error', (error) => {
    failure = error
  })
  worker.on('message', (result: WorkerResult) => {
    const run = runs.get(result.id)
    forget(result.id)
    run?.settle(result)
  })
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      const left = [...runs.values()]
      runs.clear()
      for (const run of left) run.lost(failure)
      onEnd(failure)
      resolve()
    })
  })

  function forget(id: number): void {
    runs.delete(id)
    expected.delete(id)
    if (expected.size === 0) worker.unref()
  }

  function ring(): void {
    Atomics.add(bell, 0, 1)
    Atomics.notify(bell, 0)
  }

  function post(message: WorkerMessage): void {
    worker.postMessage(message)
    ring()
  }

  return {
    get load() {
      return runs.size
    },
    ring,
    start(run) {
      runs.set(run.id, run)
      post({ type: 'start', id: run.id, path: run.path, counters: run.counters })
    },
    drop(id) {
      if (!runs.has(id)) return
      forget(id)
      post({ type: 'abort', id })
    },
    expect(id) {
      if (!runs.has(id)) return
      expected.add(id)
      worker.ref()
    },
    stop() {
      failure = null
      worker.ref()
      post({ type: 'stop' })
      return ended
    },
  }
}
