import { type Client, createClient } from '../engine/core/client.js'
import type { Engine } from '../engine/core/engine.js'
import { createNodeEngine } from '../engine/node/index.js'
import { engineOptions, type FetchOptions, notNow } from './engine-options.js'

/** An engine for the length of a command. */
export interface Opened {
  readonly engine: Engine
  readonly client: Client
}

/**
 * Runs with an engine that does only what it is told, and closes it whatever happens: work under way is parked.
 *
 * @throws EngineError what `run` throws, and `storage-io` or `storage-denied` where the directory cannot be used
 */
export async function withEngine<T>(options: FetchOptions, run: (opened: Opened) => Promise<T>): Promise<T> {
  const engine = createNodeEngine({ ...engineOptions(options), schedule: notNow(Date.now()), metered: 'allow' })
  const client = createClient(engine)
  try {
    // Settles when the journal was read, and tells of a directory that cannot be.
    await client.storage()
    await isOpen(engine)
    return await run({ engine, client })
  } finally {
    await engine.close()
  }
}

function isOpen(engine: Engine): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (engine.getSnapshot().link === 'connecting') return
      stop()
      resolve()
    }
    const stop = engine.subscribe(look)
    look()
  })
}

/** Takes back that these run outside the hours: what is parked now is to wait for whoever asks for it next. */
export async function parkAll({ engine, client }: Opened, ids: readonly string[]): Promise<void> {
  const { downloads } = engine.getSnapshot()
  for (const id of ids) if (downloads[id]?.startNow === true) await client.resume(id, { startNow: false })
}
