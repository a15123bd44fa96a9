import { randomBytes } from 'node:crypto'
import type { LoggedRequest } from '../test/server/request-log.js'
import { startEngineHost } from './engine-host-process.js'
import { startMirror } from './mirror.js'
import type { PageConfig } from './page-config.js'
import { servePage } from './serve-page.js'

export interface DemoOptions {
  /** Of the page. Null: the first free one from 5173. */
  readonly port: number | null
  /** Where models go. */
  readonly directory: string
  /** Of the mirror, for each file. Null: slow enough to watch. */
  readonly bytesPerSecond: number | null
  /** Whether each part that is fetched gets a line, and not only redirects and refusals. */
  readonly logsParts: boolean
  readonly log: (line: string) => void
}

export interface Demo {
  readonly url: string
  readonly mirrorUrl: string
  readonly directory: string
  close(): Promise<void>
}

/** Starts the mirror, the page, and the engine in a process of its own. */
export async function startDemo({ port, directory, bytesPerSecond, logsParts, log }: DemoOptions): Promise<Demo> {
  const token = randomBytes(32).toString('base64url')
  let config: PageConfig | null = null
  const logRequest = (request: LoggedRequest): void => {
    if (logsParts || (request.status ?? 0) >= 300) log(describe(request))
  }
  const [mirror, page] = await Promise.all([
    startMirror({ bytesPerSecond, onRequest: logRequest }),
    servePage({ port, config: () => config }),
  ])
  const host = await startEngineHost({ directory, catalog: mirror.catalog, token, origins: page.origins }, log)
  config = { engineUrl: host.url, token, directory, models: mirror.catalog }
  return {
    url: page.url,
    mirrorUrl: mirror.url,
    directory,
    async close() {
      await host.close()
      await Promise.all([page.close(), mirror.close()])
    },
  }
}

function describe({ method, path, range, status }: LoggedRequest): string {
  return `  mirror  ${method} ${path}  ${range ?? 'from the start'}  ${status}`
}
