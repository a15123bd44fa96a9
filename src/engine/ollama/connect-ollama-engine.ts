import type { Engine } from '../core/engine.js'
import type { Model } from '../core/model.js'
import type { RetryPolicy } from '../core/retry.js'
import { connectMover } from '../mover/connect-mover.js'
import type { MoverStore } from '../mover/mover-memory.js'
import { createOllamaMover } from './ollama-mover.js'

export interface ConnectOllamaOptions {
  /** Default `http://127.0.0.1:11434`. */
  readonly url?: string
  /**
   * What Ollama calls a model. Default: the address of its page without the scheme and, for ollama.com, without the host:
   * `https://ollama.com/library/llama3.2:1b` is `llama3.2:1b`, `https://hf.co/org/model:Q4_K_M` is `hf.co/org/model:Q4_K_M`.
   */
  readonly nameOf?: (model: Model) => string
  /** Where what was asked for is kept over restarts. Default: nowhere. */
  readonly store?: MoverStore
  /** Models at once. Default 2. */
  readonly concurrency?: number
  readonly retry?: Partial<RetryPolicy>
  /** Default: the platform's own. */
  readonly fetch?: typeof globalThis.fetch
}

/**
 * An engine over a running Ollama, which fetches models into its own store and proves their layers by digest. A model is named by the
 * address of its page: `{ id: 'llama3.2-1b', url: 'https://ollama.com/library/llama3.2:1b' }`; where it gives a `sha256`, one of its layers
 * has to have it.
 *
 * Ollama has no limit, tells of no file's place and keeps no count of what is here of a model that is not complete, so the engine lists
 * neither `bytesPerSecondLimit` nor `locate`.
 */
export function connectOllamaEngine(options: ConnectOllamaOptions = {}): Engine {
  const { store, concurrency, retry } = options
  return connectMover(createOllamaMover(options), {
    ...(store && { store }),
    ...(concurrency !== undefined && { concurrency }),
    ...(retry && { retry }),
  })
}
