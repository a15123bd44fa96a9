import type { DigestMessage, DigestReply } from './messages.js'

/** What a run hears from the worker that hashes for it. */
export interface ThreadRun {
  hear(reply: DigestReply): void
  lost(): void
}

/** A worker that hashes several files in turns. */
export interface DigestThread {
  readonly load: number
  start(run: ThreadRun, state: Uint8Array | null): number
  post(message: DigestMessage, transfer?: Transferable[]): void
  drop(id: number): void
  stop(): void
}

let lastId = 0

/** Starts the same script as this one in its other role. */
export function startDigestThread(onLost: () => void): DigestThread {
  const worker = new Worker(self.location.href, { type: 'module', name: 'weightlift-digest' })
  const runs = new Map<number, ThreadRun>()
  worker.onmessage = ({ data }: MessageEvent<DigestReply>) => {
    const run = runs.get(data.id)
    if (data.type !== 'hashed') runs.delete(data.id)
    run?.hear(data)
  }
  worker.onerror = () => {
    const left = [...runs.values()]
    runs.clear()
    onLost()
    for (const run of left) run.lost()
  }
  const post = (message: DigestMessage, transfer: Transferable[] = []): void => worker.postMessage(message, transfer)
  post({ type: 'digest' })
  return {
    get load() {
      return runs.size
    },
    start(run, state) {
      lastId += 1
      runs.set(lastId, run)
      post({ type: 'start', id: lastId, state })
      return lastId
    },
    post,
    drop(id) {
      if (runs.delete(id)) post({ type: 'drop', id })
    },
    stop: () => worker.terminate(),
  }
}
