import type { ErrorData } from './errors.js'

/** A download's status, as the engine tells it. A model that was never asked for has no download: user interfaces call that `missing`. */
export const DOWNLOAD_STATUSES = [
  'queued',
  'preparing',
  'downloading',
  'waiting',
  'paused',
  'verifying',
  'completed',
  'failed',
  'cancelled',
] as const

export type DownloadStatus = (typeof DOWNLOAD_STATUSES)[number]

/** Why the engine stopped a download that will go on by itself. */
export const WAITING_REASONS = ['retry', 'rate-limited', 'offline', 'metered', 'schedule', 'yield', 'lock'] as const

export type WaitingReason = (typeof WAITING_REASONS)[number]

/** `essential` > `normal` > `background`. */
export const PRIORITIES = ['essential', 'normal', 'background'] as const

export type PriorityName = (typeof PRIORITIES)[number]

/** A name, or a number beside them: `essential` is 100, `normal` 0, `background` -100. The higher comes first. */
export type Priority = PriorityName | number

/** One file's share of a download. */
export interface FileProgress {
  /** Path inside the model. */
  readonly path: string
  readonly totalBytes: number | null
  readonly receivedBytes: number
}

/** A newer version of a model that is here. */
export interface AvailableUpdate {
  /** What the app calls it; null where the change was seen at the origin. */
  readonly revision: string | null
  /** null where it is not known. */
  readonly totalBytes: number | null
  /** Less than the total where files are the same in both; null where it is not known. */
  readonly bytesToFetch: number | null
  /**
   * Whether nothing could prove it: the app named the digest of what is here, the origin has something else, and nobody named the digest
   * of that. The command `update` is refused then; the app has to ask for the new version by its digest.
   */
  readonly needsDigest: boolean
}

/**
 * One model's way from missing to usable, as plain JSON. The object stays identical (`===`) until something in it changes.
 *
 * Progress never goes backwards but for a restart, which `restarts` counts; it never exceeds the total.
 */
export interface Download {
  readonly id: string
  /** The model's name for people, or null: show the id. */
  readonly name: string | null
  /** What the app calls the version that this download is about; null where it says nothing. */
  readonly revision: string | null
  readonly status: DownloadStatus
  readonly priority: Priority
  /** Place in line, 1 is next; null unless `queued`. */
  readonly position: number | null
  /** All files together; null until every file's size is known. */
  readonly totalBytes: number | null
  /** Distinct bytes of the model taken off the wire or found on disk. */
  readonly receivedBytes: number
  /** The part of `receivedBytes` that survives a crash. */
  readonly committedBytes: number
  /** Bytes whose digest has been computed. Meaningful while `verifying`. */
  readonly verifiedBytes: number
  /** Moving average over the last seconds; 0 on a stall; null until sampled and unless `downloading`. */
  readonly bytesPerSecond: number | null
  /** Bytes of this run over `elapsedMs`; null until sampled. */
  readonly averageBytesPerSecond: number | null
  /** Milliseconds left at the present speed; null until sampled, while stalled, and unless `downloading` or `verifying`. */
  readonly timeLeftMs: number | null
  /** Milliseconds spent in `downloading` since this engine started. */
  readonly elapsedMs: number
  /** Bytes taken off the wire since this engine started, those that were of no use included. */
  readonly fetchedBytes: number
  /** The same over all starts of the engine. What a crash kept from being journalled is not counted. */
  readonly fetchedBytesInAll: number
  /** Of `fetchedBytesInAll`: thrown away, or fetched when it was here already. */
  readonly wastedBytes: number
  /** Requests under way; 0 unless it runs. */
  readonly connections: number
  /** Set only while `waiting`. */
  readonly reason: WaitingReason | null
  /** When a `waiting` download goes on by itself, epoch milliseconds; null where that is not known. */
  readonly untilMs: number | null
  /** Failed tries since bytes last moved. */
  readonly attempt: number
  /** How often it was tried again after a failure, by itself or by a person, over all starts of the engine. */
  readonly retries: number
  /** What failed (`failed`), or the last failure (`waiting`); null otherwise. */
  readonly error: ErrorData | null
  /** How often the download had to start over because the source changed or refused a range, over all starts of the engine. */
  readonly restarts: number
  /** True once completed where no digest was known, so that only the size could be checked. */
  readonly unverified: boolean
  /** Set where a newer version was found and is not asked for yet. */
  readonly updateAvailable: AvailableUpdate | null
  /** True while this download is about a newer version; the old one stays usable until it is complete. */
  readonly updating: boolean
  /** Told to run outside the schedule's windows too, until it completes or is paused. */
  readonly startNow: boolean
  /** Allowed on a metered connection where the setting is `ask`, until it completes or is paused. */
  readonly allowMetered: boolean
  readonly files: readonly FileProgress[]
  /** When it was asked for, epoch milliseconds. */
  readonly createdAtMs: number
}

/** Statuses in which the engine is busy with a download, or will be without anyone's help. */
export function isActive(status: DownloadStatus): boolean {
  return (
    status === 'queued' ||
    status === 'preparing' ||
    status === 'downloading' ||
    status === 'waiting' ||
    status === 'verifying'
  )
}

/** Statuses in which a download holds one of the engine's slots. */
export function isRunning(status: DownloadStatus): boolean {
  return status === 'preparing' || status === 'downloading' || status === 'verifying'
}
