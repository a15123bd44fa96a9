import { MOVER_CAPABILITIES, type Mover } from '../mover/mover.js'
import { lookAt } from './aria2-look.js'
import { createAria2Models } from './aria2-models.js'
import { fetchModel, verifyModel } from './aria2-run.js'
import type { ConnectAria2Options } from './connect-aria2-engine.js'
import type { JsonRpc } from './json-rpc.js'

/** The daemon lets 0 mean "no limit". */
const ALMOST_NOTHING = 1

const NEEDS_DISK: ReadonlySet<string> = new Set(['cancel', 'remove', 'discard', 'verify'])

/** A running daemon as a mover. */
export function createAria2Mover(rpc: JsonRpc, options: ConnectAria2Options): Mover {
  const { disk, pollMs = 200 } = options
  const models = createAria2Models(rpc, options)
  const { commands, queries, settings } = MOVER_CAPABILITIES
  let limit: number | null = null

  /** For all that the daemon does. It forgets them when it ends, and keeps those of an engine that was killed. */
  async function configure(): Promise<void> {
    await rpc.call('changeGlobalOption', {
      // The core says how many run at once.
      'max-concurrent-downloads': '1000',
      'max-overall-download-limit': String(limit === null ? 0 : Math.max(ALMOST_NOTHING, Math.floor(limit))),
    })
  }

  return {
    capabilities: {
      commands: commands.filter((type) => disk !== undefined || !NEEDS_DISK.has(type)),
      queries,
      settings,
    },
    async open() {
      await rpc.call('getVersion')
      await configure()
    },
    async move(job) {
      await configure()
      return job.task === 'verify' ? verifyModel(models, job, pollMs) : fetchModel(models, job, pollMs)
    },
    look: (model) => lookAt(models, model),
    discard: (model) => models.erase(model),
    remove: (model) => models.erase(model),
    limit(bytesPerSecond) {
      limit = bytesPerSecond
      void configure().catch(() => undefined)
    },
    async close() {
      if (limit !== null) {
        limit = null
        await configure().catch(() => undefined)
      }
      rpc.close()
    },
  }
}
