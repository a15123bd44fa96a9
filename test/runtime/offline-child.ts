// A machine with a network of its own, to be run by `unshare -n`: there is none at first, then there is one, and so on.
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../../src/engine/core/client.js'
import { createNodeEngine } from '../../src/engine/node/index.js'
import { startStopwatch } from '../stopwatch.js'
import { until } from './with-engine.js'

const ADDRESS = '10.99.0.1'
const PORT = 4_780
const content = Buffer.alloc(3_000_000, 7)
const say = (message: unknown): boolean => process.stdout.write(`${JSON.stringify(message)}\n`)
const ip = (...args: string[]): void => void execFileSync('ip', args)

/** The mirror is on the same machine: as long as the network is there, it answers. */
function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('content-length', content.length)
    response.end(request.method === 'HEAD' ? undefined : content)
  })
  return new Promise((resolve) => server.listen(PORT, ADDRESS, () => resolve(server)))
}

const directory = await mkdtemp(join(tmpdir(), 'weightlift-offline-'))
const engine = createNodeEngine({ directory, allowInsecureHttp: true })
const client = createClient(engine)
try {
  await client.download({ id: 'm', url: `http://${ADDRESS}:${PORT}/m.bin`, size: content.length })
  const waiting = await until({ engine }, 'm', ({ status }) => status === 'waiting')
  say({ reason: waiting.reason, code: waiting.error?.code, attempt: waiting.attempt })
  // Long enough to show that the time between tries is not what it goes on by.
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  say({ reason: engine.getSnapshot().downloads.m?.reason, attempt: engine.getSnapshot().downloads.m?.attempt })
  ip('link', 'set', 'lo', 'up')
  ip('addr', 'add', `${ADDRESS}/24`, 'dev', 'lo')
  const server = await serve()
  const sinceBack = startStopwatch()
  await until({ engine }, 'm', ({ status }) => status === 'completed')
  say({ ms: Math.round(sinceBack.elapsedMs()) })
  sinceBack.stop()
  server.close()
} finally {
  await engine.close()
  await rm(directory, { recursive: true, force: true })
}
