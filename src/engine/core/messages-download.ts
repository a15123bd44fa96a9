import type { DownloadStatus, WaitingReason } from './download.js'
import type { ErrorCode } from './errors.js'

/** A download's status, or `missing`: the model was never asked for. */
export type ModelStatus = DownloadStatus | 'missing'

/** Words for an error. */
export interface ErrorWords {
  /** What happened. A short sentence without a full stop. */
  readonly title: string
  /** What to do. One or two sentences. */
  readonly hint: string
}

/** What the buttons of a download do. */
export type ActionName = 'download' | 'pause' | 'resume' | 'cancel' | 'retry' | 'remove' | 'update'

/**
 * The words of one download, whatever component shows it, by the words that the engine uses itself. Sizes, speeds and times come in
 * written out. A function's arguments that may be null are left out of the sentence.
 */
export interface DownloadMessages {
  readonly status: Readonly<Record<ModelStatus, string>>
  /** What the live region says when a download changes its status. */
  readonly announcement: Readonly<Record<ModelStatus, (name: string, detail: string | null) => string>>
  /** Why a download waits; `when` is one of `common.moment`. */
  readonly reason: Readonly<Record<WaitingReason, (when: string | null) => string>>
  readonly error: Readonly<Record<ErrorCode, ErrorWords>>
  readonly action: {
    readonly download: (size: string | null) => string
    readonly pause: string
    readonly resume: string
    /** Goes on from a partial that a cancelled download or an earlier start left. */
    readonly resumeDownload: string
    readonly cancel: string
    readonly retry: string
    /** Retry of a download that waits for a moment of its own. */
    readonly retryNow: string
    /** Retry of a download that waits for the hours of the schedule. */
    readonly startNow: string
    /** Retry of a download that waits for a connection that is not metered. */
    readonly allowMetered: string
    readonly remove: string
    /** Takes the newer version, of this size where it is known. */
    readonly update: (size: string | null) => string
    /** Remove, where what is on disk is not complete. */
    readonly removePartial: string
    /** A button's accessible name. Begin with its label, so that voice control finds it. */
    readonly named: (label: string, name: string) => string
  }
  readonly progress: {
    /** `1.20 of 4.70 GB` */
    readonly pair: (done: string, total: string) => string
    /** Where the total is not known. */
    readonly soFar: (done: string) => string
    readonly timeLeft: (duration: string) => string
    readonly verifying: (percent: string) => string
    /** No byte has come for a while. */
    readonly stalled: string
    readonly position: (position: number) => string
    /** Not known yet whether the model is on this device. */
    readonly checking: string
    /** Missing, but some of it is on disk. */
    readonly partial: string
    /** A newer version was found. */
    readonly updateAvailable: string
    /** Downloading a newer version; the old one is usable meanwhile. */
    readonly updating: string
    /** Completed, but no digest was known. */
    readonly unverified: string
    /** Joins what stands side by side, in value texts. */
    readonly join: (parts: readonly string[]) => string
  }
  readonly confirmCancel: {
    readonly title: (name: string) => string
    readonly body: (size: string) => string
    readonly keep: string
    readonly discard: string
    readonly back: string
  }
  readonly confirmRemove: {
    readonly title: (name: string) => string
    readonly body: (size: string | null) => string
    readonly discard: string
    readonly back: string
  }
}
