import type { Engine } from '../core/engine.js'
import type { MessagePortLike } from './message-port.js'
import { createPortHost, type PortHost, type PortHostOptions } from './port-host.js'

/** Lets ports in, those too that come before the engine is ready. */
export interface PortDoor {
  enter(port: MessagePortLike): void
  /** Says goodbye to every listener, and turns later ones away. The engine stays open. */
  close(): void
}

export function createPortDoor(engine: Engine | Promise<Engine>, options: PortHostOptions): PortDoor {
  const early: MessagePortLike[] = []
  let host: PortHost | null = null
  let isClosed = false

  function begin(ready: Engine): void {
    host = createPortHost(ready, options)
    if (isClosed) host.close()
    for (const port of early.splice(0)) host.accept(port)
  }

  if (engine instanceof Promise) void engine.then(begin)
  else begin(engine)

  return {
    enter(port) {
      if (host !== null) host.accept(port)
      else if (early.length < (options.maxListeners ?? 64)) early.push(port)
      else port.close()
    },
    close() {
      isClosed = true
      host?.close()
    },
  }
}
