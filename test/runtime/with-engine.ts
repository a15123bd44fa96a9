import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Client, createClient } from '../../src/engine/core/client.js'
import type { Download } from '../../src/engine/core/download.js'
import type { Engine } from '../../src/engine/core/engine.js'
import { createNodeEngine, type NodeEngineOptions } from '../../src/engine/node/index.js'

export interface OpenedEngine extends Client {
  readonly engine: Engine
}

/** Engines on a directory of their own, closed and swept away together. */
export interface Bench {
  readonly directory: string
  /** Retries are quick, so that a test does not wait. */
  open(options?: Partial<NodeEngineOptions>): OpenedEngine
  close(): Promise<void>
}

export async function createBench(): Promise<Bench> {
  const directory = await mkdtemp(join(tmpdir(), 'weightlift-'))
  const engines: Engine[] = []
  return {
    directory,
    open(options) {
      const engine = createNodeEngine({ directory, retry: { minMs: 1, maxMs: 20, attempts: 3 }, ...options })
      engines.push(engine)
      return { ...createClient(engine), engine }
    },
    async close() {
      await Promise.all(engines.map((engine) => engine.close()))
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Settles with the first shown state of a download for which something is true. */
export function until(
  { engine }: { engine: Engine },
  id: string,
  isTrue: (download: Download) => boolean,
): Promise<Download> {
  return new Promise((resolve) => {
    const look = (): void => {
      const download = engine.getSnapshot().downloads[id]
      if (download === undefined || !isTrue(download)) return
      stop()
      resolve(download)
    }
    const stop = engine.subscribe(look)
    look()
  })
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
