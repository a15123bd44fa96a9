import type { Engine } from '../core/engine.js'
import { createEngine } from '../host/create-engine.js'
import type { EngineOptions } from '../host/options.js'
import { createNodePlatform, type NodePlatformOptions } from './create-node-platform.js'

export interface NodeEngineOptions extends EngineOptions, NodePlatformOptions {}

/**
 * An engine that downloads in this process, to this machine's disk. At once usable; `getSnapshot().link` is `connecting` until the
 * directory was read. A directory that cannot be made or written refuses commands with `storage-denied`; it never throws here.
 *
 * Close it before the process ends: what runs is then parked, and goes on at the next start.
 *
 * @throws EngineError `invalid-command` where `directory` is missing
 */
export function createNodeEngine(options: NodeEngineOptions): Engine {
  return createEngine(createNodePlatform(options), options)
}
