import { EngineError } from '../core/errors.js'
import type { Platform } from '../ports/platform.js'
import type { NodeHttpOptions } from './http-dispatcher.js'
import { createNodeClock } from './node-clock.js'
import { createNodeConnectivity } from './node-connectivity.js'
import { createNodeDigest, type NodeDigestOptions } from './node-digest.js'
import { createNodeFiles } from './node-files.js'
import { createNodeHttp } from './node-http.js'
import { createNodeJournal } from './node-journal.js'
import { createNodeLock } from './node-lock.js'
import { createPlaces } from './places.js'

export interface NodePlatformOptions extends NodeHttpOptions, NodeDigestOptions {
  /**
   * Where models are kept: absolute, or relative to the working directory of now (`~` means nothing here). Made when first needed.
   * A model's file is `<directory>/<model>/<path>`; `<directory>/.weightlift` holds the engine's own records.
   */
  readonly directory: string
}

/**
 * The ports of Node: undici, files on disk, worker threads, a lock file. For an engine with a port of one's own:
 *
 * ```ts
 * const engine = createEngine({ ...createNodePlatform({ directory }), connectivity: mine })
 * ```
 *
 * Touches neither disk nor network until a port is used.
 *
 * @throws EngineError `invalid-command` where `directory` is missing
 */
export function createNodePlatform(options: NodePlatformOptions): Platform {
  if (typeof options?.directory !== 'string' || options.directory === '') {
    throw new EngineError(
      'invalid-command',
      'An engine needs a directory to keep models in. Give the option directory, an absolute path.',
    )
  }
  const places = createPlaces(options.directory)
  return {
    clock: createNodeClock(),
    http: createNodeHttp(options),
    files: createNodeFiles(places),
    journal: createNodeJournal(places),
    digest: createNodeDigest(places, options),
    connectivity: createNodeConnectivity(),
    lock: createNodeLock(places),
  }
}
