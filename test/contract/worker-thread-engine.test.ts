import { once } from 'node:events'
import { MessageChannel, Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { testEngine } from '../../src/engine/testing/index.js'
import { connectWorkerEngine } from '../../src/engine/worker/index.js'
import { createRealSubject } from './real-subject.js'
import type { OpenRequest } from './worker-thread.js'

const worker = new Worker(new URL('./start-worker-thread.mjs', import.meta.url))
afterAll(() => worker.terminate())

// Side by side: most of the time they wait for bytes.
testEngine({ describe, it: it.concurrent, expect }, 'the Node engine in a worker thread', {
  create: (options) =>
    createRealSubject(async (directory, site) => {
      const { port1, port2 } = new MessageChannel()
      const request: OpenRequest = {
        options: { ...options, directory },
        catalog: [site.models.several],
        origins: [site.origin, site.unreachableOrigin],
        port: port2,
      }
      worker.postMessage(request, [port2])
      const engine = connectWorkerEngine(port1)
      return {
        engine,
        async close() {
          await engine.close()
          const closed = once(port1, 'message')
          port1.postMessage('close')
          await closed
          port1.close()
        },
      }
    }),
})
