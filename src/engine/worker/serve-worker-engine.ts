import type { Engine } from '../core/engine.js'
import { PORT_REQUEST } from '../remote/message-port.js'
import { createPortDoor } from '../remote/port-door.js'
import type { PortHostOptions } from '../remote/port-host.js'

/** Where a worker hears of pages: the global scope of a worker, a port of a shared one, or Node's `parentPort`. */
export interface WorkerScope {
  addEventListener?(type: string, listener: (event: ScopeEvent) => void): void
  start?(): void
}

interface ScopeEvent {
  readonly data?: unknown
  readonly ports?: readonly MessagePort[]
}

export interface ServeWorkerEngineOptions extends PortHostOptions {
  /** Default: the worker's own global scope. In Node give `parentPort` of `node:worker_threads`. */
  readonly scope?: WorkerScope
}

/**
 * Offers an engine to every page that connects to this worker, be it a dedicated or a shared one. Call it before the worker's first
 * `await`, so that no page is missed; the engine may come later.
 *
 * @returns a function that says goodbye to every page; the engine stays open.
 * @throws EngineError `invalid-model` where the catalogue or `allow.urls` cannot be right.
 */
export function serveWorkerEngine(engine: Engine | Promise<Engine>, options: ServeWorkerEngineOptions): () => void {
  const { scope = globalThis as WorkerScope, ...rest } = options
  const door = createPortDoor(engine, rest)
  let isStopped = false

  function hear(data: unknown, ports: readonly MessagePort[]): void {
    const [port] = ports
    // Another engine may be served by the same scope by then.
    if (isStopped) return
    if ((data as { type?: unknown } | null)?.type === PORT_REQUEST && port !== undefined) door.enter(port)
  }

  function listen(to: WorkerScope): void {
    to.addEventListener?.('message', ({ data, ports }) => hear(data, ports ?? []))
    to.start?.()
  }

  if ('onconnect' in scope) scope.addEventListener?.('connect', ({ ports }) => listen(ports?.[0] as WorkerScope))
  else listen(scope)

  return () => {
    isStopped = true
    door.close()
  }
}
