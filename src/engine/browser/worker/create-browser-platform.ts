import type { LockHold } from '../../ports/lock.js'
import type { Platform } from '../../ports/platform.js'
import { browserClock } from './browser-clock.js'
import { createBrowserConnectivity } from './browser-connectivity.js'
import { createBrowserDigest } from './browser-digest.js'
import { createBrowserFiles } from './browser-files.js'
import { createBrowserHttp } from './browser-http.js'
import { createBrowserJournal } from './browser-journal.js'
import { createBufferPool } from './buffer-pool.js'
import { createDatabase } from './database.js'
import { createDigestStates } from './digest-states.js'
import { createOpenParts } from './open-parts.js'
import { createPlaces } from './opfs-places.js'
import { missingStorage } from './storage-error.js'

export interface BrowserPlatformOptions {
  readonly directory: string
  readonly database: string
  /** A question only a page may ask. */
  readonly persist: () => Promise<boolean | null>
  readonly warn: (message: string) => void
}

/** The ports of a browser, for use in a dedicated worker that owns the directory already. */
export function createBrowserPlatform({ directory, database, persist, warn }: BrowserPlatformOptions): Platform {
  const pool = createBufferPool()
  const db = createDatabase(database)
  const states = createDigestStates(db.table('digests'))
  const parts = createOpenParts(pool, states)
  const places = createPlaces(directory)
  return {
    clock: browserClock,
    http: createBrowserHttp(pool, warn),
    files: createBrowserFiles(places, parts, { directory, persist }),
    journal: createBrowserJournal(db.table('journal')),
    digest: createBrowserDigest({ places, parts, pool, states }),
    connectivity: createBrowserConnectivity(self as unknown as WorkerGlobalScope),
    lock: { acquire },
  }
}

/** The worker waits for its turn before there is an engine (`engine-role`), so that nothing has to be asked for again and again. */
async function acquire(): Promise<LockHold> {
  const missing = missingStorage()
  if (missing !== null) throw missing
  return { onLost: () => undefined, release: async () => undefined }
}
