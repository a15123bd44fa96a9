import type { Exemptions } from '../engine/core/command.js'
import type { Priority } from '../engine/core/download.js'
import type { ModelInput } from '../engine/core/model.js'
import { type VerbRunner, verbsOf } from './verb-runner.js'

export interface DownloadOptions extends Exemptions {
  /** Default `normal`, or what it had. */
  readonly priority?: Priority
}

/** What this download is allowed beyond the policies, until it completes or is paused. Default: nothing new. */
export type ResumeOptions = Exemptions

export interface CancelOptions {
  /** Keeps the bytes on disk for going on later. Default false: they are deleted. */
  readonly keepPartial?: boolean
}

/**
 * The verbs of one download. The same functions at each render; to call one twice does no harm.
 *
 * The plain ones return nothing and leave a refusal in `commandError`, until the next plain one.
 * The `…Async` ones settle once the engine took the command, reject with `EngineError` where it refused, and leave `commandError` alone.
 */
export interface DownloadVerbs {
  /** Fetches the model, or goes on with what is on disk. Nothing happens where it is complete. */
  readonly download: (options?: DownloadOptions) => void
  readonly downloadAsync: (options?: DownloadOptions) => Promise<void>
  /** Stops; what is on disk stays. */
  readonly pause: () => void
  readonly pauseAsync: () => Promise<void>
  readonly resume: (options?: ResumeOptions) => void
  readonly resumeAsync: (options?: ResumeOptions) => Promise<void>
  /** Gives up. Deletes the partial unless told to keep it. */
  readonly cancel: (options?: CancelOptions) => void
  readonly cancelAsync: (options?: CancelOptions) => Promise<void>
  /** Starts a failed or waiting download again, at once. */
  readonly retry: (options?: ResumeOptions) => void
  readonly retryAsync: (options?: ResumeOptions) => Promise<void>
  /** Deletes the model from disk and forgets the download. */
  readonly remove: () => void
  readonly removeAsync: () => Promise<void>
  /** Takes the newer version that was found. The old one stays usable until the new one is complete. */
  readonly update: () => void
  readonly updateAsync: () => Promise<void>
}

/** Makes the verbs of one model id; `model` gives its newest description, for the download command. */
export function createDownloadVerbs(runner: VerbRunner, id: string, model: () => ModelInput): DownloadVerbs {
  return verbsOf(runner, {
    download: (options?: DownloadOptions) => ({
      type: 'download',
      model: model(),
      ...(options?.priority !== undefined && { priority: options.priority }),
      ...exemptionsOf(options),
    }),
    pause: () => ({ type: 'pause', id }),
    resume: (options?: ResumeOptions) => ({ type: 'resume', id, ...exemptionsOf(options) }),
    cancel: (options?: CancelOptions) => ({ type: 'cancel', id, keepPartial: options?.keepPartial === true }),
    retry: (options?: ResumeOptions) => ({ type: 'retry', id, ...exemptionsOf(options) }),
    remove: () => ({ type: 'remove', id }),
    update: () => ({ type: 'update', id }),
  })
}

/** Named one by one: a verb that is a click handler gets an event in their place. */
function exemptionsOf(options: Exemptions | undefined): Exemptions {
  const startNow = options?.startNow === true ? { startNow: true } : {}
  return options?.allowMetered === true ? { ...startNow, allowMetered: true } : startNow
}
