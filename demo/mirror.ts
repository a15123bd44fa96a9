import { fileURLToPath } from 'node:url'
import { createModelServer } from '../test/server/create-model-server.js'
import type { LoggedRequest } from '../test/server/request-log.js'
import { type DemoModel, LARGE, SILERO } from './models.js'

const GIB = 2 ** 30

/** Rates that let a person watch: bytes per second, all connections together. */
const RATES = { [SILERO.file]: 1_000_000, [LARGE.file]: 25_000_000 }

export interface MirrorOptions {
  /** Bytes per second for each file, all connections together. Null: slow enough to watch. */
  readonly bytesPerSecond: number | null
  readonly onRequest: (request: LoggedRequest) => void
}

/** A model as the engine host's catalogue has it. */
interface CatalogModel {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly size: number
  readonly sha256: string
}

export interface Mirror {
  readonly url: string
  /** What the engine may download, with where it comes from and what it must be. */
  readonly catalog: readonly CatalogModel[]
  close(): Promise<void>
}

/** A model host on loopback: a stable address that redirects to a link of another origin, which expires after 30 seconds. */
export async function startMirror({ bytesPerSecond, onRequest }: MirrorOptions): Promise<Mirror> {
  const server = await createModelServer({
    files: {
      [`/${SILERO.file}`]: fileURLToPath(import.meta.resolve(`@ricky0123/vad-web/dist/${SILERO.file}`)),
      [`/${LARGE.file}`]: { generate: GIB },
    },
    signedLinks: { lifetimeMs: 30_000 },
    cors: true,
    onRequest,
  })
  for (const [file, rate] of Object.entries(RATES)) server.setLine(`/${file}`, bytesPerSecond ?? rate)
  const describe = async ({ id, name, file }: DemoModel): Promise<CatalogModel> => ({
    id,
    name,
    url: `${server.url}/resolve/${file}`,
    size: server.size(`/${file}`),
    sha256: await server.sha256(`/${file}`),
  })
  return {
    url: server.url,
    catalog: await Promise.all([SILERO, LARGE].map(describe)),
    close: () => server.close(),
  }
}
