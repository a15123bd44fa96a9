import type { Answers, Availability, Command, Exemptions, Located, Plan, Query, Storage } from './command.js'
import type { Priority } from './download.js'
import type { Engine } from './engine.js'
import { fromErrorData } from './errors.js'
import type { ModelInput } from './model.js'
import type { Settings } from './snapshot.js'
import { type WhenCompletedOptions, whenCompleted } from './when-completed.js'
import { startYield, type YieldOptions } from './yield-verb.js'

export interface DownloadVerbOptions extends Exemptions {
  /** Default `normal`; for a download that exists already, its own. */
  readonly priority?: Priority
}

export type ResumeVerbOptions = Exemptions

export interface CancelVerbOptions {
  /** Leave the bytes that are here on disk, so that a later download goes on from them. Default false: they are deleted. */
  readonly keepPartial?: boolean
}

export interface AdoptVerbOptions {
  /** One file under two names, where the disk can: it takes no room, and a change of the one is a change of both. Default false: a clone or a copy. */
  readonly link?: boolean
}

/**
 * An engine in verbs. Each settles once the engine took the command and the snapshot shows it,
 * and rejects with an `EngineError` where it was refused; nothing has changed then.
 */
export interface Client {
  /** Asks for a model. One that is here already is checked and completes at once; one that is on its way stays so. */
  download(model: ModelInput, options?: DownloadVerbOptions): Promise<void>
  pause(id: string): Promise<void>
  /** Pauses all that run or wait. What is asked for later is not paused. */
  pauseAll(): Promise<void>
  /** Goes on with all that are paused, whether they were paused one by one or together. */
  resumeAll(): Promise<void>
  /** Goes on with a paused, failed or waiting download; with what the options allow, also outside the schedule or on a metered connection. */
  resume(id: string, options?: ResumeVerbOptions): Promise<void>
  /** Ends a download. */
  cancel(id: string, options?: CancelVerbOptions): Promise<void>
  /** Starts a failed or waiting download again, at once. The policies hold unless the options say otherwise. */
  retry(id: string, options?: ResumeVerbOptions): Promise<void>
  /** Deletes the model and any partial from disk. */
  remove(id: string): Promise<void>
  /** Changes who comes first; `essential` takes a slot at once. */
  prioritize(id: string, priority: Priority): Promise<void>
  /** Puts a download before another in the order; `null` puts it last. */
  move(id: string, beforeId: string | null): Promise<void>
  /** Hashes a completed model again, and fetches what is bad. Settles when it is in line; the model stays usable meanwhile. */
  verify(id: string): Promise<void>
  /**
   * Looks whether there is a newer version of a model that is here: one with another `revision`, or else one that its origin has now.
   * The download's `updateAvailable` tells; nothing is fetched yet.
   */
  checkForUpdate(model: ModelInput): Promise<void>
  /** Takes the newer version that `updateAvailable` tells of. The old one stays usable until the new one is complete. */
  update(id: string): Promise<void>
  /**
   * Asks all downloads to make room for the app, as while it runs a model: they stop, or slow down to a limit. Gives the function that ends
   * it. Several yields hold at once; the lowest limit counts. A page that dies, or loses its link, yields no more.
   */
  yield(reason: string, options?: YieldOptions): Promise<() => Promise<void>>
  /**
   * Takes over what the user has already: the file at `location`, or for a model of several files the folder with them. Settles when
   * it was found; its digest is computed then, and `whenCompleted` tells the end. A file whose digest is another fails with
   * `checksum-mismatch` and stays as it is.
   */
  adopt(model: ModelInput, location: string, options?: AdoptVerbOptions): Promise<void>
  /** Deletes what is here of a model that is not complete and does not run. */
  discard(id: string): Promise<void>
  /** Deletes partials that were last written longer ago than this, and leftovers of crashed runs; never one that runs, waits or is in line. */
  sweep(olderThanMs: number): Promise<void>
  /** Changes settings; what is left out stays. */
  configure(settings: Partial<Settings>): Promise<void>
  /** Whether a model can be used, and how many bytes of it are here. */
  availability(model: ModelInput): Promise<Availability>
  /** What a download would cost, before its first byte. */
  plan(model: ModelInput): Promise<Plan>
  storage(): Promise<Storage>
  /** Where a usable model's files are; null where it is not usable. */
  locate(id: string): Promise<Located | null>
  /** Waits until a model can be used. See {@link whenCompleted}. */
  whenCompleted(id: string, options?: WhenCompletedOptions): Promise<Located>
}

/** Verbs over an engine, near or far. Holds nothing of its own: close the engine when you are done. */
export function createClient(engine: Engine): Client {
  async function run(command: Command): Promise<void> {
    const receipt = await engine.dispatch(command)
    if (!receipt.ok) throw fromErrorData(receipt.error)
  }

  async function ask<Q extends Query>(query: Q): Promise<Answers[Q['type']]> {
    const answer = await engine.query(query)
    if (!answer.ok) throw fromErrorData(answer.error)
    return answer.value
  }

  return {
    download: (model, options) => run({ type: 'download', model, ...options }),
    pause: (id) => run({ type: 'pause', id }),
    pauseAll: () => run({ type: 'pauseAll' }),
    resumeAll: () => run({ type: 'resumeAll' }),
    resume: (id, options) => run({ type: 'resume', id, ...options }),
    cancel: (id, options) => run({ type: 'cancel', id, ...options }),
    retry: (id, options) => run({ type: 'retry', id, ...options }),
    remove: (id) => run({ type: 'remove', id }),
    prioritize: (id, priority) => run({ type: 'prioritize', id, priority }),
    move: (id, beforeId) => run({ type: 'move', id, beforeId }),
    verify: (id) => run({ type: 'verify', id }),
    checkForUpdate: (model) => run({ type: 'check', model }),
    update: (id) => run({ type: 'update', id }),
    async yield(reason, options) {
      const { taken, release } = startYield(engine, reason, options)
      await taken
      return release
    },
    adopt: (model, location, options) => run({ type: 'adopt', model, location, ...options }),
    discard: (id) => run({ type: 'discard', id }),
    sweep: (olderThanMs) => run({ type: 'sweep', olderThanMs }),
    configure: (settings) => run({ type: 'configure', settings }),
    availability: (model) => ask({ type: 'availability', model }),
    plan: (model) => ask({ type: 'plan', model }),
    storage: () => ask({ type: 'storage' }),
    locate: (id) => ask({ type: 'locate', id }),
    whenCompleted: (id, options) => whenCompleted(engine, id, options),
  }
}
