import { createServer } from 'node:http'
import { connectHttpEngine } from '../../src/engine/http/index.js'
import { createEngineHandler, toNodeListener } from '../../src/engine/http/server.js'
import { createNodeEngine } from '../../src/engine/node/index.js'
import type { Subject, SubjectOptions } from '../../src/engine/testing/index.js'
import { createRealSubject } from './real-subject.js'

const TOKEN = 'a-token-for-the-contract'

/** The Node engine behind a real server; `urlOf` is the way to a port of this machine. */
export function createHttpSubject(
  options: SubjectOptions | undefined,
  urlOf: (port: number) => string,
): Promise<Subject> {
  return createRealSubject(async (directory, site) => {
    const host = createNodeEngine({ ...options, directory })
    const handler = createEngineHandler(host, {
      token: TOKEN,
      catalog: [site.models.several],
      allow: {
        urls: [site.origin, site.unreachableOrigin],
        locate: true,
        cancel: true,
        remove: true,
        configure: true,
      },
    })
    const server = createServer(toNodeListener(handler))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    const engine = connectHttpEngine({ url: urlOf(port), token: TOKEN })
    return {
      engine,
      async close() {
        await engine.close()
        handler.close()
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
        await host.close()
      },
    }
  })
}
