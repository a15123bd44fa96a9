import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Engine } from '../../../src/engine/core/engine.js'
import type { EngineSnapshot } from '../../../src/engine/core/snapshot.js'
import { createEngineHandler, type EngineHandlerOptions } from '../../../src/engine/http/create-engine-handler.js'
import { toNodeListener } from '../../../src/engine/http/to-node-listener.js'

export const TOKEN = 'correct-horse-battery-staple'
export const PAGE = 'http://localhost:5173'
export const LISTED = {
  id: 'silero-vad',
  url: 'https://models.example/silero.onnx',
  sha256: 'ab'.repeat(32),
  size: 1000,
}

export interface Host {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/** An engine behind HTTP on this machine, until the test ends. */
export async function startHost(engine: Engine, options: Partial<EngineHandlerOptions> = {}, port = 0): Promise<Host> {
  const handler = createEngineHandler(engine, { token: TOKEN, catalog: [LISTED], origins: [PAGE], ...options })
  const server = createServer(toNodeListener(handler))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  let stopping: Promise<void> | null = null
  const stop = () => {
    stopping ??= stopServer(server, handler.close)
    return stopping
  }
  onTestFinished(stop)
  return { url: `http://127.0.0.1:${address.port}/engine`, port: address.port, stop }
}

function stopServer(server: Server, closeHandler: () => void): Promise<void> {
  closeHandler()
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** Waits until the engine's snapshot is as it should be. */
export function until(engine: Engine, isSo: (snapshot: EngineSnapshot) => boolean): Promise<EngineSnapshot> {
  return new Promise((resolve) => {
    const look = () => {
      const snapshot = engine.getSnapshot()
      if (!isSo(snapshot)) return
      unsubscribe()
      resolve(snapshot)
    }
    const unsubscribe = engine.subscribe(look)
    look()
  })
}
