import type { Priority } from './download.js'
import type { ErrorData } from './errors.js'
import type { ModelInput } from './model.js'
import type { Settings } from './snapshot.js'

export const COMMAND_TYPES = [
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
  'adopt',
  'check',
  'update',
  'discard',
  'sweep',
  'configure',
  'yield',
] as const

export type CommandType = (typeof COMMAND_TYPES)[number]

/** What a person may allow one download beyond the policies. Kept over restarts, until it completes, is paused or is cancelled. */
export interface Exemptions {
  /** Run outside the schedule's windows too. */
  readonly startNow?: boolean
  /** Run on a metered connection, where the setting `metered` is `ask`; where it is `wait`, the command is refused. */
  readonly allowMetered?: boolean
}

/** What a person or an app asks of an engine. Idempotent: a second one of the same kind changes nothing and is taken. */
export type Command =
  | ({ readonly type: 'download'; readonly model: ModelInput; readonly priority?: Priority } & Exemptions)
  | { readonly type: 'pause'; readonly id: string }
  | ({ readonly type: 'resume'; readonly id: string } & Exemptions)
  /** Pauses all that run or wait. */
  | { readonly type: 'pauseAll' }
  /** Goes on with all that are paused, whether one by one or together. */
  | { readonly type: 'resumeAll' }
  /** Ends a download. Deletes the partial unless told to keep it. */
  | { readonly type: 'cancel'; readonly id: string; readonly keepPartial?: boolean }
  /** Starts a failed or waiting download again, at once. */
  | ({ readonly type: 'retry'; readonly id: string } & Exemptions)
  /** Deletes the model and any partial from disk, and forgets the download. */
  | { readonly type: 'remove'; readonly id: string }
  | { readonly type: 'prioritize'; readonly id: string; readonly priority: Priority }
  /** Puts a download before another in the order; `null` puts it last. Within one priority that is the order in which they run. */
  | { readonly type: 'move'; readonly id: string; readonly beforeId: string | null }
  /** Hashes a completed model again, and fetches what is bad. What is there stays until the new is proved. */
  | { readonly type: 'verify'; readonly id: string }
  /**
   * Looks whether there is a newer version of a model that is here. A model with another `revision` than the one here is one; otherwise the
   * origin is asked what it has now. The snapshot tells by `updateAvailable`.
   */
  | { readonly type: 'check'; readonly model: ModelInput }
  /** Takes the newer version that `updateAvailable` tells of. */
  | { readonly type: 'update'; readonly id: string }
  /** Takes over what the user has already: a file, or for a model of several files the folder with them. */
  | { readonly type: 'adopt'; readonly model: ModelInput; readonly location: string; readonly link?: boolean }
  /** Deletes the partial of a download that does not run; the download is cancelled then. */
  | { readonly type: 'discard'; readonly id: string }
  /** Discards every partial, and leftovers of crashed runs, last written longer ago than this. Never one that runs, waits or is in line. */
  | { readonly type: 'sweep'; readonly olderThanMs: number }
  | { readonly type: 'configure'; readonly settings: Partial<Settings> }
  /** Downloads slow down to a limit, or stop (0), for the holder's sake, until it ends that (null). Several hold at once: the lowest counts. */
  | {
      readonly type: 'yield'
      readonly holder: string
      readonly reason: string
      readonly bytesPerSecondLimit: number | null
    }

/** The engine's word on a command: taken, and the snapshot shows it; or refused, and nothing changed. */
export type Receipt = { readonly ok: true } | { readonly ok: false; readonly error: ErrorData }

export const QUERY_TYPES = ['availability', 'plan', 'storage', 'locate'] as const

export type QueryType = (typeof QUERY_TYPES)[number]

export type Query =
  | { readonly type: 'availability'; readonly model: ModelInput }
  | { readonly type: 'plan'; readonly model: ModelInput }
  | { readonly type: 'storage' }
  | { readonly type: 'locate'; readonly id: string }

export const AVAILABILITIES = ['available', 'partial', 'missing', 'downloading', 'corrupt'] as const

/** `available` while an update is on its way, too. `corrupt`: something stands under the final name that is not the model. */
export type AvailabilityStatus = (typeof AVAILABILITIES)[number]

export interface Availability {
  readonly id: string
  readonly status: AvailabilityStatus
  /** Bytes of the model on this machine, complete or not. */
  readonly bytes: number
  readonly totalBytes: number | null
  /** What the app called the version that is usable; null where it said nothing, or none is. */
  readonly revision: string | null
  /** Whether a digest proved it; false where only the size could be checked, or it is not available. */
  readonly verified: boolean
}

/** A file of a usable model. */
export interface LocatedFile {
  readonly path: string
  /** Where it is: an absolute path on disk (Node), an OPFS path (browser). */
  readonly location: string
  /** Bytes. */
  readonly size: number
}

export interface Located {
  readonly id: string
  readonly files: readonly LocatedFile[]
}

/** What a download would cost, before its first byte. */
export interface Plan {
  readonly id: string
  readonly totalBytes: number | null
  /** Already on this machine, files of other models with the same digest included. */
  readonly presentBytes: number
  /** The part of `presentBytes` that other models have: it is linked, not fetched. */
  readonly sharedBytes: number
  /** Still to fetch; null where the total is not known. */
  readonly bytesToFetch: number | null
  /** Free space where models go; null where the platform cannot tell. */
  readonly freeBytes: number | null
  /** Free space once this download and all that run now are complete; below 0 by what is missing. Null where not known. */
  readonly freeBytesAfter: number | null
  /** How much room is missing; 0 where there is enough, null where not known. */
  readonly missingBytes: number | null
  /** How long the download would take at the speed of late, milliseconds; null where there was none yet or the total is not known. */
  readonly estimatedMs: number | null
  /** Host names the bytes come from, origin first. */
  readonly hosts: readonly string[]
  readonly metered: boolean | null
}

/** One thing on disk that belongs to a model. */
export interface StoredModel {
  readonly id: string
  readonly name: string | null
  readonly kind: 'model' | 'partial'
  readonly bytes: number
  /** Of the complete model; null where not known. */
  readonly totalBytes: number | null
  /** The part of `bytes` that another model has, too: to remove this one may free none of it. */
  readonly sharedBytes: number
  /** Epoch milliseconds of the last write. */
  readonly modifiedAtMs: number | null
  /** When the app last asked where the model is, or else when it was completed, epoch milliseconds, kept to the hour; null for a partial. */
  readonly lastUsedAtMs: number | null
}

export const ORPHAN_KINDS = ['leftover', 'foreign'] as const

/** Something in the models' directory that belongs to no model the engine knows. */
export interface StoredOrphan {
  /** Relative to the models' directory. */
  readonly path: string
  /** `leftover`: a partial of a run that crashed or was forgotten, which a `sweep` takes; `foreign`: another's file, which it leaves. */
  readonly kind: (typeof ORPHAN_KINDS)[number]
  readonly bytes: number
  /** Epoch milliseconds. */
  readonly modifiedAtMs: number
}

export interface Storage {
  readonly models: readonly StoredModel[]
  /** Empty where the platform cannot look. */
  readonly orphans: readonly StoredOrphan[]
  readonly freeBytes: number | null
}

/** The answer to each query, by its type. `locate` answers null where the model is not usable. */
export interface Answers {
  availability: Availability
  plan: Plan
  storage: Storage
  locate: Located | null
}

export type Answer<T extends QueryType = QueryType> =
  | { readonly ok: true; readonly value: Answers[T] }
  | { readonly ok: false; readonly error: ErrorData }
