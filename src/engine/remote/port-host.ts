import type { Engine } from '../core/engine.js'
import { createEngineShare, type ServeEngineOptions } from './engine-share.js'
import type { MessagePortLike } from './message-port.js'
import { createPortSession } from './port-session.js'
import { serveListener } from './serve-engine.js'
import type { Transport } from './transport.js'

export interface PortHostOptions extends ServeEngineOptions {
  /** Listeners at once; a port above that is closed. Default 64. */
  readonly maxListeners?: number
}

/** Serves an engine to however many ports. */
export interface PortHost {
  accept(port: MessagePortLike): void
  /** Says goodbye to every listener. The engine stays open. */
  close(): void
}

/** @throws EngineError `invalid-model` where the catalogue or `allow.urls` cannot be right. */
export function createPortHost(engine: Engine, options: PortHostOptions): PortHost {
  const { maxListeners = 64 } = options
  const share = createEngineShare(engine, options)
  const sessions = new Set<Transport>()
  let isClosed = false

  return {
    accept(port) {
      const session = createPortSession(port, share.clock)
      if (isClosed || sessions.size >= maxListeners) {
        share.warn('refused', `A listener was turned away: ${isClosed ? 'this host stops' : 'there are too many'}.`)
        return session.close()
      }
      sessions.add(session)
      session.onStatus(() => sessions.delete(session))
      serveListener(share, session)
    },
    close() {
      isClosed = true
      for (const session of [...sessions]) session.close()
    },
  }
}
