import type { LocatedFile, Storage } from '../core/command.js'
import type { FileProgress } from '../core/download.js'
import type { Model } from '../core/model.js'
import type { Capabilities } from '../core/snapshot.js'

/**
 * Something that moves bytes by itself and is told what to move: a download daemon, a backend in another language. `connectMover`
 * makes an engine of it: who runs, how many at once, in which order, when it is tried again and all numbers are the real core's.
 */
export interface Mover {
  /**
   * What it can do, of {@link MOVER_CAPABILITIES}. Order, priorities, concurrency, `pauseAll`, `resumeAll` and `retry` need nothing of it;
   * `pause` and `resume` need a `move` that can be stopped and goes on from there.
   */
  readonly capabilities: Capabilities
  /** Models at once. Default: the setting `concurrency`. */
  readonly concurrency?: number
  /** Called once, before anything else. Where it rejects, every command is refused with its error. */
  open?(control: MoverControl): Promise<void>
  /**
   * Moves a model's bytes until it is usable. Called again after a stop or a failure, and then goes on from what is here.
   *
   * @throws EngineError what went wrong; one that is `retryable` is tried again by itself. When `job.signal` aborts it stops and keeps what is
   * here, and may end either way.
   */
  move(job: MoverJob): Promise<MoverEnd>
  /** What is here of a model. */
  look(model: Model): Promise<MoverLook>
  /** Deletes what is here of a model that is not complete. For `cancel` and `discard`. */
  discard?(model: Model): Promise<void>
  /** Deletes a model and what is here of it. For `remove`. */
  remove?(model: Model): Promise<void>
  /** Holds all together to that many bytes per second; 0 lets none through, null is no limit. For `bytesPerSecondLimit` and `yield`. */
  limit?(bytesPerSecond: number | null): void
  /** For the query `storage`: free bytes where models go; null where it cannot tell. */
  freeBytes?(): Promise<Storage['freeBytes']>
  /** Called once, after every `move` has ended. */
  close?(): Promise<void>
}

/** One run of one model. */
export interface MoverJob {
  readonly model: Model
  readonly task: 'fetch' | 'verify'
  /** Its reason is an `EngineError`: `closed` where the engine closes, `cancelled` where this download is to stop. */
  readonly signal: AbortSignal
  /** Tells where it stands; a few times a second, also while no byte moves, so that a stall shows. After an abort: where it stopped. */
  report(progress: MoverProgress): void
}

/** Where a run stands. Bytes that fall count as a restart: what was here was worth nothing. */
export interface MoverProgress {
  /** `fetch`: bytes move; `verify`: all are here, and their digest is computed. */
  readonly phase: 'fetch' | 'verify'
  /** Of every file of the model, in its order. Unknown totals are null. */
  readonly files: readonly FileProgress[]
  /** Bytes whose digest is computed. Default 0. */
  readonly verifiedBytes?: number
  /** What survives a crash of the mover. Default: all that was received. */
  readonly committedBytes?: number
  /** Default 1 while bytes move. */
  readonly connections?: number
}

export interface MoverEnd {
  /** True where no digest proved the model. */
  readonly unverified: boolean
}

/** What is here of a model. */
export interface MoverLook {
  readonly status: 'available' | 'partial' | 'missing' | 'corrupt'
  /** In the order of the model. */
  readonly files: readonly FileProgress[]
  /** Whether a digest proved it. */
  readonly verified: boolean
  /** Where the files of a usable model are; null where the mover cannot tell. */
  readonly located: readonly LocatedFile[] | null
  /** Epoch milliseconds of the last write; null where it cannot tell. */
  readonly modifiedAtMs: number | null
}

/** What a mover may say by itself: somebody else told it to. */
export interface MoverControl {
  /** It stands still because somebody told the mover so. Shown as paused. */
  paused(id: string): void
  /** It goes on because somebody told the mover so. */
  resumed(id: string): void
  /** Whether there is a network; null where the mover cannot tell. */
  network(online: boolean | null): void
}

/** All that `connectMover` can offer with a mover's help. */
export const MOVER_CAPABILITIES: Capabilities = {
  commands: [
    'download',
    'pause',
    'resume',
    'pauseAll',
    'resumeAll',
    'cancel',
    'retry',
    'remove',
    'prioritize',
    'move',
    'verify',
    'discard',
    'configure',
    'yield',
  ],
  queries: ['availability', 'plan', 'storage', 'locate'],
  settings: ['concurrency', 'bytesPerSecondLimit', 'schedule'],
}
