import type { Engine } from '../core/engine.js'
import type { Model } from '../core/model.js'
import { connectMover } from '../mover/connect-mover.js'
import type { MoverStore } from '../mover/mover-memory.js'
import type { Clock } from '../ports/clock.js'
import { createCommandsMover } from './commands-mover.js'

/** The backend's commands. The first five are what every such backend has; the others are offered where they are named. */
export interface TauriCommandNames {
  /** Tells whether a model can be used: a boolean. Default `check_model_available`. */
  readonly check: string
  /** Starts a download; may settle at once or when it is done. Default `start_model_download`. */
  readonly start: string
  /** Takes a download in that begins when there is a network. Default `queue_model_download`. */
  readonly queue: string
  /** Tells whether there is a network: a boolean. Default `check_network_available`. */
  readonly network: string
  /** Tells whether the download stands still because somebody paused it: a boolean. Default `is_download_paused`. */
  readonly paused: string
  /** Pauses and keeps what is here. Default: there is none, so that no pause is offered. */
  readonly pause: string | null
  /** Goes on. Default: there is none; give both or neither. */
  readonly resume: string | null
  /** Ends a download and deletes what is here of it. Default: there is none. */
  readonly cancel: string | null
  /** Deletes a model. Default: there is none. */
  readonly remove: string | null
}

/** The backend's events. */
export interface TauriEventNames {
  /** `{ downloaded, total, percentage }`, in bytes. Default `download_progress`. */
  readonly progress: string
  /** It failed and gave up: a text, or an object with a `message` or `error`. Default `download_error`. */
  readonly error: string
  /** It failed and tries again by itself. Default `download_retry`. */
  readonly retry: string
}

export interface ConnectTauriCommandsOptions {
  /** `invoke` of `@tauri-apps/api/core`. */
  readonly invoke: (command: string, args?: Record<string, unknown>) => Promise<unknown>
  /** `listen` of `@tauri-apps/api/event`. */
  readonly listen: (event: string, handler: (event: { readonly payload: unknown }) => void) => Promise<() => void>
  /** Where the backend's names are others. */
  readonly commands?: Partial<TauriCommandNames>
  readonly events?: Partial<TauriEventNames>
  /** What each command about a model gets. Default `{ id, modelId, url }`, the URL being the first one of the first file. */
  readonly args?: (model: Model) => Record<string, unknown>
  /** Whether the backend proves each file by its digest. Default false: a model is shown as unverified. */
  readonly verifies?: boolean
  /** Where what was asked for is kept over reloads of the page. Default: nowhere. */
  readonly store?: MoverStore
  /** How often the backend is asked whether it is paused, milliseconds. Default 1000. */
  readonly pollMs?: number
  /** Default: the machine's. */
  readonly clock?: Clock
}

/**
 * An engine over a Tauri app's own Rust backend. The backend moves one model at a time and tells of it by events without an id; the
 * queue before it, the speed and the time left are the core's. What the backend has no command for is not in the capabilities, so
 * that no control for it is drawn: by default a download can be started and tried again, not paused or cancelled.
 */
export function connectTauriCommands(options: ConnectTauriCommandsOptions): Engine {
  return connectMover(createCommandsMover(options), {
    store: options.store,
    ...(options.clock && { clock: options.clock }),
  })
}
