import type { ModelInput } from '../engine/core/model.js'
import type { StorageVerb } from './storage-state.js'
import { type VerbRunner, verbsOf } from './verb-runner.js'

export interface AdoptOptions {
  /** One file under two names, where the disk can: it takes no room, and a change of the one is a change of both. Default false: a clone or a copy. */
  readonly link?: boolean
}

/**
 * Verbs about what is on disk; the same functions at each render. The plain ones return nothing and leave a refusal in `commandError`,
 * until the next; the `…Async` ones settle once the engine took the command, reject with `EngineError` where it refused, and leave
 * `commandError` alone. What is on disk is asked for again after each.
 */
export interface StorageVerbs {
  /** Deletes what is here of a model that is not complete and does not run. */
  readonly discard: (id: string) => void
  readonly discardAsync: (id: string) => Promise<void>
  /** Deletes partials and leftovers of crashed runs that were last written longer ago than this; never one that runs, waits or is in line. */
  readonly sweep: (olderThanMs: number) => void
  readonly sweepAsync: (olderThanMs: number) => Promise<void>
  /** Hashes a complete model again, and fetches what is bad. Progress is told by its download. */
  readonly verify: (id: string) => void
  readonly verifyAsync: (id: string) => Promise<void>
  /** Takes over what the user has already, by its place on the engine's machine: a file, or the folder with the files. Progress is told by its download. */
  readonly adopt: (model: ModelInput, location: string, options?: AdoptOptions) => void
  readonly adoptAsync: (model: ModelInput, location: string, options?: AdoptOptions) => Promise<void>
  /** Deletes a model and any partial from disk, and forgets its download. */
  readonly remove: (id: string) => void
  readonly removeAsync: (id: string) => Promise<void>
}

export function createStorageVerbs(runner: Pick<VerbRunner<StorageVerb>, 'run' | 'runForCaller'>): StorageVerbs {
  return verbsOf(runner, {
    discard: (id: string) => ({ type: 'discard', id }),
    sweep: (olderThanMs: number) => ({ type: 'sweep', olderThanMs }),
    verify: (id: string) => ({ type: 'verify', id }),
    adopt: (model: ModelInput, location: string, options?: AdoptOptions) => ({
      type: 'adopt',
      model,
      location,
      ...(options?.link === true && { link: true }),
    }),
    remove: (id: string) => ({ type: 'remove', id }),
  })
}
