import type { Digest, DigestRun } from '../ports/digest.js'
import { createDigestPool } from './digest-pool.js'
import { startDigestRun } from './digest-run.js'
import type { Places } from './places.js'

export interface NodeDigestOptions {
  /**
   * Where the script of the hashing thread is. Bundlers that do not see `new URL('./worker/digest-worker.js', import.meta.url)`
   * (esbuild) leave it behind: copy `weightlift/dist/engine/node/worker/digest-worker.js` beside the bundle and name it here.
   * Without the script files are hashed in the main thread, with a warning.
   * Default: where the package has it.
   */
  readonly digestWorker?: URL | string
}

/**
 * sha256 by worker threads that read behind the writer, from the system's cache. A thread keeps the process alive only while
 * a `finish` is awaited.
 */
export function createNodeDigest(places: Places, options: NodeDigestOptions = {}, idleMs?: number): Digest {
  const pool = createDigestPool(options.digestWorker ?? new URL('./worker/digest-worker.js', import.meta.url), idleMs)
  const running = new Set<DigestRun>()
  let lastId = 0
  return {
    sha256(ref, which, from = 0) {
      lastId += 1
      const run = startDigestRun(lastId, places, { path: places.path(ref, which), from }, pool, () =>
        running.delete(run),
      )
      running.add(run)
      return run
    },
    async close() {
      for (const run of [...running]) run.abort()
      await pool.close()
    },
  }
}
