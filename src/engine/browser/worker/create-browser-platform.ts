import type { LockHold } from '../../ports/lock.js'
import type { Platform } from '../../ports/platform.js'
import { browserClock } from './browser-clock.js'
import { createBrowserConnectivity } from './browser-connectivity.js'
import { createBrowserDigest } from './browser-digest.js'
import { createBrowserFiles } from './browser-files.js'
import { createBrowserHttp } from './browser-http.js'
import { createBrowserJournal } from './browser-journal.js'
import { createBufferPool } from './buffer-pool.js'
import { createDigestStates } from './digest-states.js'
import { createFlushThread } from './flush-thread.js'
import { createJournalFiles } from './journal-files.js'
import { createOpenParts } from './open-parts.js'
import { createPlaces } from './opfs-places.js'
import { missingStorage } from './storage-error.js'

export interface BrowserPlatformOptions {
  readonly directory: string
  /** A question only a page may ask. */
  readonly persist: () => Promise<boolean | null>
  readonly warn: (message: string) => void
}

export interface BrowserPlatform extends Platform {
  /** Lets the journal go, once the engine is closed. */
  close(): Promise<void>
}

/** The ports of a browser, for use in a dedicated worker that owns the directory already. */
export function createBrowserPlatform({ directory, persist, warn }: BrowserPlatformOptions): BrowserPlatform {
  const pool = createBufferPool()
  const places = createPlaces(directory)
  const records = createJournalFiles(places)
  const states = createDigestStates(records)
  const parts = createOpenParts(pool, states)
  const flushThread = createFlushThread()
  return {
    clock: browserClock,
    http: createBrowserHttp(pool, warn),
    files: createBrowserFiles(places, parts, flushThread, { directory, persist }),
    journal: createBrowserJournal(records),
    digest: createBrowserDigest({ places, parts, pool, states }),
    connectivity: createBrowserConnectivity(self as unknown as WorkerGlobalScope),
    lock: { acquire },
    async close() {
      flushThread.stop()
      await records.close()
    },
  }
}

/** The worker waits for its turn before there is an engine (`engine-role`), so that nothing has to be asked for again and again. */
async function acquire(): Promise<LockHold> {
  const missing = missingStorage()
  if (missing !== null) throw missing
  return { onLost: () => undefined, release: async () => undefined }
}
