import type { Digest } from '../../ports/digest.js'
import type { BufferPool } from './buffer-pool.js'
import { startDigestRun } from './digest-run.js'
import type { DigestStates } from './digest-states.js'
import { type DigestThread, startDigestThread } from './digest-thread.js'
import type { OpenParts } from './open-parts.js'
import type { Places } from './opfs-places.js'

const MOST_THREADS = 4
const IDLE_MS = 10_000

/** What a run needs around it. */
export interface DigestContext {
  readonly places: Places
  readonly parts: OpenParts
  readonly pool: BufferPool
  readonly states: DigestStates
  /** The least busy worker; a new one while there may be more. */
  thread(): DigestThread
}

/** sha256 in workers of their own, beside the one that writes: the fastest that WebAssembly gives, and resumable. */
export function createBrowserDigest(context: Omit<DigestContext, 'thread'>): Digest {
  const most = Math.min(Math.max((navigator.hardwareConcurrency || 2) - 1, 1), MOST_THREADS)
  const threads = new Set<DigestThread>()
  const runs = new Set<{ abort(): void }>()
  let cancelRest = 0

  function thread(): DigestThread {
    clearTimeout(cancelRest)
    const [idlest] = [...threads].sort((a, b) => a.load - b.load)
    if (idlest !== undefined && (idlest.load === 0 || threads.size >= most)) return idlest
    const started = startDigestThread(() => threads.delete(started))
    threads.add(started)
    return started
  }

  function stopAll(): void {
    for (const { stop } of threads) stop()
    threads.clear()
  }

  return {
    sha256(ref, which, from = 0) {
      const run = startDigestRun({ ...context, thread }, { ref, which, from }, () => {
        runs.delete(run)
        clearTimeout(cancelRest)
        if (runs.size === 0) cancelRest = setTimeout(stopAll, IDLE_MS)
      })
      runs.add(run)
      return run
    },
    async close() {
      for (const run of runs) run.abort()
      clearTimeout(cancelRest)
      stopAll()
    },
  }
}
