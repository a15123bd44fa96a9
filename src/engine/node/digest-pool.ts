import { availableParallelism } from 'node:os'
import { type DigestThread, startDigestThread } from './digest-thread.js'

const IDLE_MS = 10_000
const MOST_THREADS = 4

export interface DigestPool {
  /** The least busy thread, a new one while there may be more; null where threads do not work. */
  take(): DigestThread | null
  /** Ends a thread that has had nothing to do for a while. Call when a run ended. */
  rest(thread: DigestThread): void
  close(): Promise<void>
}

/** Threads are started when first needed: one takes 35 ms and some 10 MB. One processor core is left to the rest of the app. */
export function createDigestPool(script: URL | string, idleMs: number = IDLE_MS): DigestPool {
  const most = Math.min(Math.max(availableParallelism() - 1, 1), MOST_THREADS)
  const threads = new Set<DigestThread>()
  const resting = new Map<DigestThread, NodeJS.Timeout>()
  let works = true

  function add(): DigestThread | null {
    try {
      const thread = startDigestThread(script, (failure) => {
        threads.delete(thread)
        if (failure !== null) giveUp(failure)
      })
      threads.add(thread)
      return thread
    } catch (error) {
      giveUp(error)
      return null
    }
  }

  function giveUp(failure: unknown): void {
    if (!works) return
    works = false
    const why = failure instanceof Error ? failure.message : String(failure)
    process.emitWarning(
      `Model files are now hashed in the main thread, which is slower and keeps it busy: the digest worker ${String(script)} does not run (${why}). A bundler may have left it behind: copy it beside the bundle, and give its place in the digestWorker option.`,
      { code: 'WEIGHTLIFT_DIGEST_WORKER' },
    )
  }

  function stop(thread: DigestThread): Promise<void> {
    clearTimeout(resting.get(thread))
    resting.delete(thread)
    threads.delete(thread)
    return thread.stop()
  }

  return {
    take() {
      if (!works) return null
      const [idlest] = [...threads].sort((a, b) => a.load - b.load)
      const thread = idlest !== undefined && (idlest.load === 0 || threads.size === most) ? idlest : add()
      if (thread !== null) {
        clearTimeout(resting.get(thread))
        resting.delete(thread)
      }
      return thread
    },
    rest(thread) {
      if (thread.load > 0 || !threads.has(thread)) return
      clearTimeout(resting.get(thread))
      resting.set(thread, setTimeout(() => void stop(thread), idleMs).unref())
    },
    async close() {
      await Promise.all([...threads].map(stop))
    },
  }
}
