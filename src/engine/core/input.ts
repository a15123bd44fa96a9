import type { Command, Exemptions } from './command.js'
import type { FileProgress } from './download.js'
import type { ErrorData } from './errors.js'
import type { Model } from './model.js'
import type { LoadedRecord } from './record.js'

import type { NetworkState, StorageState } from './snapshot.js'
import type { Sighting } from './version.js'

/** A command whose model has been checked. */
export type CheckedCommand =
  | Exclude<Command, { type: 'download' | 'adopt' | 'sweep' | 'check' }>
  | CheckedDownload
  | CheckedAdopt
  | CheckedSweep
  | { readonly type: 'check'; readonly model: Model }

/** The command to adopt; what stands at the location was looked at. */
export interface CheckedAdopt {
  readonly type: 'adopt'
  readonly model: Model
  readonly location: string
  readonly link?: boolean
}

/** The command to sweep, with the partials that are old enough. */
export interface CheckedSweep {
  readonly type: 'sweep'
  readonly ids: readonly string[]
}

export interface CheckedDownload extends Exemptions {
  readonly type: 'download'
  readonly model: Model
  readonly priority?: Extract<Command, { type: 'download' }>['priority']
}

/** Where a run stands. Sent a few times a second, also while no byte moves, so that a stall shows. */
export interface RunProgress {
  readonly files: readonly FileProgress[]
  readonly committedBytes: number
  readonly verifiedBytes: number
  /** All bytes that this run took off the wire. */
  readonly fetchedBytes: number
  /** Of bytes on disk and off the wire: what this run threw away, or had already. */
  readonly wastedBytes: number
  /** Requests under way. */
  readonly connections: number
}

/** What a run of one download tells the core. `run` is the number its `start` effect gave. */
export type RunInput =
  /** Sizes and validators are known; bytes are about to move. */
  | { readonly type: 'prepared'; readonly id: string; readonly run: number; readonly progress: RunProgress }
  | { readonly type: 'progress'; readonly id: string; readonly run: number; readonly progress: RunProgress }
  /** The source changed or refused the range: what was there is worth nothing. Announced before the bytes come. */
  | { readonly type: 'restarted'; readonly id: string; readonly run: number; readonly progress: RunProgress }
  /** Every byte is here; digests are not all known. */
  | { readonly type: 'verifying'; readonly id: string; readonly run: number; readonly progress: RunProgress }
  | {
      readonly type: 'completed'
      readonly id: string
      readonly run: number
      readonly progress: RunProgress
      readonly unverified: boolean
    }
  /** A check found bad bytes and took them out of what counts: the rest of the model is here. */
  | { readonly type: 'damaged'; readonly id: string; readonly run: number; readonly progress: RunProgress }
  | {
      readonly type: 'failed'
      readonly id: string
      readonly run: number
      /** null where it failed before it knew. */
      readonly progress: RunProgress | null
      readonly error: ErrorData
      /** Whether the machine itself has no network, as far as the error tells. */
      readonly isOffline?: boolean
      /** What the server asked for; null where it said nothing. */
      readonly retryAfterMs: number | null
      /** In [0, 1), for the jitter. */
      readonly random: number
    }
  /** It stopped as it was told; everything received is committed. */
  | { readonly type: 'parked'; readonly id: string; readonly run: number; readonly progress: RunProgress | null }

/** All that can happen to the core. */
export type Input =
  | { readonly type: 'command'; readonly command: CheckedCommand }
  /** The journal has been read. */
  | {
      readonly type: 'loaded'
      readonly records: readonly LoadedRecord[]
      readonly order: readonly string[]
      readonly autoResume: boolean
    }
  /** Whether this engine owns the directory. */
  | { readonly type: 'owner'; readonly owner: boolean }
  | { readonly type: 'network'; readonly network: NetworkState }
  /** The platform has said whether it keeps what is stored. */
  | { readonly type: 'storage'; readonly storage: StorageState }
  /** Whether an origin answered a `probe`. */
  | { readonly type: 'probed'; readonly origin: string; readonly isReachable: boolean }
  /** The machine has gone to another time zone. */
  | { readonly type: 'zone'; readonly timeZone: string }
  /** The time that a `wake` effect asked for has come. */
  | { readonly type: 'woken' }
  /** What stands at the origin now, of the version of that generation. */
  | {
      readonly type: 'looked'
      readonly id: string
      readonly generation: number
      readonly sightings: readonly Sighting[]
    }
  /** Folders of versions that were given up are deleted. */
  | { readonly type: 'tidied'; readonly id: string; readonly generations: readonly number[] }
  /** An effect other than a run failed: the journal or a deletion. */
  | { readonly type: 'broken'; readonly id: string; readonly error: ErrorData }
  | { readonly type: 'closed' }
  | RunInput
