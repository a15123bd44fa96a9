import type { Clock } from './clock.js'
import type { Connectivity } from './connectivity.js'
import type { Digest } from './digest.js'
import type { Files } from './files.js'
import type { Http } from './http.js'
import type { Journal } from './journal.js'
import type { Lock } from './lock.js'

/** All that the host needs from a platform. */
export interface Platform {
  readonly clock: Clock
  readonly http: Http
  readonly files: Files
  readonly journal: Journal
  readonly digest: Digest
  readonly connectivity: Connectivity
  readonly lock: Lock
}
