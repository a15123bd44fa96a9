import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEngineHandler, toNodeListener } from 'weightlift/http/server'
import { createNodeEngine } from 'weightlift/node'
import { createDemoHandler } from './demo-handler.js'
import type { HostMessage, HostOptions } from './messages.js'

// Ctrl-C in a terminal reaches every process of the group: this one ends when its parent says so, or is gone.
process.on('SIGINT', () => {})

const [options] = (await once(process, 'message')) as [HostOptions]
const { port, directory, catalog, token, origins } = options

const engine = createNodeEngine({ directory })
const server = createServer()
server.listen(port, '127.0.0.1')
await once(server, 'listening')

const handleEngine = createEngineHandler(engine, {
  token,
  catalog,
  origins,
  // This page is the host's own: it may also throw models away and be told where they lie.
  allow: { cancel: true, remove: true, verify: true, locate: true },
})
const handleDemo = createDemoHandler(engine, { token, origins })
server.on(
  'request',
  toNodeListener((request) =>
    new URL(request.url).pathname === '/engine' ? handleEngine(request) : handleDemo(request),
  ),
)

process.once('disconnect', () => {
  server.close()
  server.closeAllConnections()
  void engine.close().then(() => process.exit(0))
})
const message: HostMessage = { port: (server.address() as AddressInfo).port }
process.send?.(message)
