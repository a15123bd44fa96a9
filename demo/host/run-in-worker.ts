import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { ModelRun } from '../model-run.js'

/** Runs the model at a path in a thread of its own, so that downloads go on meanwhile. Rejects where it is no such model. */
export async function runInWorker(path: string): Promise<ModelRun> {
  const worker = new Worker(new URL('start-model-worker.mjs', import.meta.url), { workerData: path })
  try {
    const [run] = (await once(worker, 'message')) as [ModelRun]
    return run
  } finally {
    await worker.terminate()
  }
}
