import type { Engine } from '../core/engine.js'
import type { BorderClock } from './clock.js'
import { type CommandMemory, createCommandMemory } from './command-memory.js'
import type { Catalog } from './model-policy.js'
import { type Allow, createPolicy, type Policy } from './policy.js'
import { createPublishedMessages, type PublishedMessages } from './publisher.js'
import { systemClock } from './system-clock.js'
import { createWarner, type OnWarning, type Warning } from './warning.js'

/** How an engine is offered to pages, over whatever transport. */
export interface ServeEngineOptions {
  /** The models a page may ask for by id. */
  readonly catalog: Catalog
  /** What else a page may do. Default: see {@link Allow}. */
  readonly allow?: Allow
  /** Default: the machine's. */
  readonly clock?: BorderClock
  /** Least time between two patches, milliseconds. Default 100: ten a second. A patch that goes with a receipt does not wait. */
  readonly publishIntervalMs?: number
  /**
   * Messages that one listener may send in a second. Those above it are refused with `rate-limited`; those above twice as many get no
   * answer at all. Default 200.
   */
  readonly messagesPerSecond?: number
  /** Size of one message, roughly in bytes of its JSON. Default 262144. */
  readonly maxMessageBytes?: number
  /** Shared by all listeners of one engine. Default: a memory for this listener alone. */
  readonly memory?: CommandMemory
  /** Told what was dropped or refused, with a count. Nothing in it comes from a page but ids of the catalogue. Default: nobody. */
  readonly onWarning?: OnWarning
}

/** What all listeners of one engine share: one policy, one memory of commands, and messages that are made once. */
export interface EngineShare {
  readonly engine: Engine
  readonly policy: Policy
  readonly memory: CommandMemory
  readonly messages: PublishedMessages
  readonly clock: BorderClock
  readonly publishIntervalMs: number
  readonly messagesPerSecond: number
  readonly maxMessageBytes: number
  readonly warn: (code: Warning['code'], message: string) => void
}

/** @throws EngineError `invalid-model` where the catalogue or `allow.urls` cannot be right. */
export function createEngineShare(engine: Engine, options: ServeEngineOptions): EngineShare {
  const warn = createWarner(options.onWarning)
  return {
    engine,
    warn,
    policy: createPolicy({
      catalog: options.catalog,
      allow: options.allow,
      knows: (id) => Object.hasOwn(engine.getSnapshot().downloads, id),
      onCatalogFailure: (id) => warn('catalog', `The catalogue failed, or gave another model, for "${id}".`),
    }),
    memory: options.memory ?? createCommandMemory(),
    messages: createPublishedMessages(),
    clock: options.clock ?? systemClock,
    publishIntervalMs: options.publishIntervalMs ?? 100,
    messagesPerSecond: options.messagesPerSecond ?? 200,
    maxMessageBytes: options.maxMessageBytes ?? 262_144,
  }
}
