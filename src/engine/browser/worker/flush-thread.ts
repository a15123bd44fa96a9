import type { FlushMessage, FlushReply } from './messages.js'
import { sharesHandles } from './shared-handle.js'

/** A worker that flushes, so that bytes go on coming meanwhile. */
export interface FlushThread {
  of(file: FileSystemFileHandle): AwayFlush
  stop(): void
}

/** The flushes of one file. */
export interface AwayFlush {
  /** False where it could not be done there: then it is to be done here. */
  flush(): Promise<boolean>
  /** Lets the file go. */
  close(): Promise<void>
}

/** Started with the first flush; never where a browser lets only one worker have a file open. */
export function createFlushThread(): FlushThread {
  const isPossible = sharesHandles()
  const waiting = new Map<number, (isDone: boolean) => void>()
  let worker: Worker | null = null
  let lastId = 0

  function start(): Worker {
    const started = new Worker(self.location.href, { type: 'module', name: 'weightlift-flush' })
    started.onmessage = ({ data }: MessageEvent<FlushReply>) => settle(data.id, data.isDone)
    started.onerror = stop
    started.postMessage({ type: 'flusher' } satisfies FlushMessage)
    return started
  }

  function settle(id: number, isDone: boolean): void {
    waiting.get(id)?.(isDone)
    waiting.delete(id)
  }

  function stop(): void {
    worker?.terminate()
    worker = null
    for (const id of [...waiting.keys()]) settle(id, false)
  }

  return {
    of(file) {
      lastId += 1
      const id = lastId
      let isOpen = false
      let last: Promise<unknown> = Promise.resolve()
      const ask = (message: FlushMessage): Promise<boolean> => {
        // One at a time: an answer names the file alone.
        const answer = last.then(
          () =>
            new Promise<boolean>((resolve) => {
              waiting.set(id, resolve)
              worker ??= start()
              worker.postMessage(message)
            }),
        )
        last = answer
        return answer
      }
      return {
        async flush() {
          if (!isPossible) return false
          isOpen = true
          return ask({ type: 'flush', id, file })
        },
        async close() {
          if (isOpen) await ask({ type: 'close', id })
          isOpen = false
        },
      }
    },
    stop,
  }
}
