import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An address on loopback that can be taken down and brought back under the same port. */
export interface Listener {
  readonly port: number
  readonly url: string
  /** Drops all connections and refuses new ones. */
  down(): Promise<void>
  up(): Promise<void>
}

export async function openListener(handle: RequestListener, port = 0): Promise<Listener> {
  let server: Server | null = await listen(handle, port)
  const actual = (server.address() as AddressInfo).port
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    async down() {
      if (server === null) return
      const closing = server
      server = null
      const closed = new Promise((settle) => closing.close(settle))
      closing.closeAllConnections()
      await closed
    },
    async up() {
      server ??= await listen(handle, actual)
    },
  }
}

async function listen(handle: RequestListener, port: number): Promise<Server> {
  const server = createServer({ requestTimeout: 0 }, handle)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}
