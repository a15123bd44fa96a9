import type { Priority } from '../engine/core/download.js'
import { type ErrorData, fromErrorData } from '../engine/core/errors.js'
import type { ModelInput } from '../engine/core/model.js'
import type { VerbCommand, VerbRunner } from './verb-runner.js'

export interface DownloadOptions {
  /** Default `normal`, or what it had. */
  readonly priority?: Priority
}

export interface CancelOptions {
  /** Keeps the bytes on disk for going on later. Default false: they are deleted. */
  readonly keepPartial?: boolean
}

/**
 * The verbs of one download. The same functions at each render; to call one twice does no harm.
 *
 * The plain ones return nothing and leave a refusal in `commandError`, until the next verb.
 * The `…Async` ones settle once the engine took the command, reject with `EngineError` where it refused, and leave `commandError` alone.
 */
export interface DownloadVerbs {
  /** Fetches the model, or goes on with what is on disk. Nothing happens where it is complete. */
  readonly download: (options?: DownloadOptions) => void
  readonly downloadAsync: (options?: DownloadOptions) => Promise<void>
  /** Stops; what is on disk stays. */
  readonly pause: () => void
  readonly pauseAsync: () => Promise<void>
  readonly resume: () => void
  readonly resumeAsync: () => Promise<void>
  /** Gives up. Deletes the partial unless told to keep it. */
  readonly cancel: (options?: CancelOptions) => void
  readonly cancelAsync: (options?: CancelOptions) => Promise<void>
  /** Starts a failed or waiting download again, at once. */
  readonly retry: () => void
  readonly retryAsync: () => Promise<void>
  /** Deletes the model from disk and forgets the download. */
  readonly remove: () => void
  readonly removeAsync: () => Promise<void>
}

/** Makes the verbs of one model id; `model` gives its newest description, for the download command. */
export function createDownloadVerbs(runner: VerbRunner, id: string, model: () => ModelInput): DownloadVerbs {
  const [download, downloadAsync] = both(runner, (options?: DownloadOptions) =>
    options?.priority === undefined
      ? { type: 'download', model: model() }
      : { type: 'download', model: model(), priority: options.priority },
  )
  const [pause, pauseAsync] = both(runner, () => ({ type: 'pause', id }))
  const [resume, resumeAsync] = both(runner, () => ({ type: 'resume', id }))
  const [cancel, cancelAsync] = both(runner, (options?: CancelOptions) => ({
    type: 'cancel',
    id,
    keepPartial: options?.keepPartial === true,
  }))
  const [retry, retryAsync] = both(runner, () => ({ type: 'retry', id }))
  const [remove, removeAsync] = both(runner, () => ({ type: 'remove', id }))
  return {
    download,
    downloadAsync,
    pause,
    pauseAsync,
    resume,
    resumeAsync,
    cancel,
    cancelAsync,
    retry,
    retryAsync,
    remove,
    removeAsync,
  }
}

function both<A extends unknown[]>(
  runner: VerbRunner,
  command: (...args: A) => VerbCommand,
): [(...args: A) => void, (...args: A) => Promise<void>] {
  return [
    (...args) => void runner.run(command(...args)),
    async (...args) => throwIfRefused(await runner.runForCaller(command(...args))),
  ]
}

/** @throws EngineError made of the data, where there is any. */
export function throwIfRefused(error: ErrorData | null): void {
  if (error !== null) throw fromErrorData(error)
}
