import { type MessagePort, parentPort } from 'node:worker_threads'
import type { ModelInput } from '../../src/engine/core/model.js'
import { createNodeEngine, type NodeEngineOptions } from '../../src/engine/node/index.js'
import { serveWorkerEngine, type WorkerScope } from '../../src/engine/worker/index.js'

/** Opens an engine in this thread. To start the thread takes longer than most tests do, so that one is for all. */
export interface OpenRequest {
  readonly options: NodeEngineOptions
  readonly catalog: readonly ModelInput[]
  readonly origins: readonly string[]
  /** Pages ask here; `close` closes the engine and is answered by `closed`. */
  readonly port: MessagePort
}

parentPort?.on('message', ({ options, catalog, origins, port }: OpenRequest) => {
  const engine = createNodeEngine(options)
  const stop = serveWorkerEngine(engine, {
    scope: port as unknown as WorkerScope,
    catalog,
    allow: { urls: origins, locate: true, cancel: true, remove: true, configure: true },
  })
  port.on('message', async (message) => {
    if (message !== 'close') return
    stop()
    await engine.close()
    port.postMessage('closed')
  })
})
