import type { Effect } from '../core/effect.js'
import { errorDataOf } from '../core/errors.js'
import type { Input } from '../core/input.js'
import type { Model } from '../core/model.js'
import { modelFolder } from '../core/safe-path.js'
import type { FileRef } from '../ports/files.js'
import type { HostContext } from './context.js'
import type { Runs } from './runs.js'

/** Carries out effects. The promise settles when what a command asked for is durable; it never rejects. */
export type EffectRunner = (effects: readonly Effect[]) => Promise<void>

export function createEffectRunner(host: HostContext, runs: Runs, send: (input: Input) => void): EffectRunner {
  const { clock, files } = host.platform
  let cancelWake: (() => void) | null = null

  function wake(atMs: number | null): void {
    cancelWake?.()
    cancelWake = atMs === null ? null : clock.setTimer(Math.max(0, atMs - clock.now()), () => send({ type: 'woken' }))
  }

  async function discard(id: string, model: Model): Promise<void> {
    const folder = modelFolder(id)
    const entry = host.store.get(id)
    const worths = entry?.worths ?? {}
    // Finished files of an unfinished model are a part of its partial; those of a whole model are the model.
    const isWhole = model.files.every((file) => worths[file.path]?.published)
    const isSpared = (path: string): boolean => isWhole && worths[path]?.published !== null
    const spoiled = model.files.filter((file) => !isSpared(file.path))
    await host.store.saveWorths(id, Object.fromEntries(spoiled.map((file) => [file.path, null])))
    for (const { path } of model.files) await files.deletePart({ folder, path })
    for (const { path } of spoiled) {
      const ref = { folder, path }
      if (worths[path]?.published || (await isNamedSince(ref, entry?.record.createdAtMs))) await files.delete(ref)
    }
  }

  /** A file that got its name just before a crash, so that the journal never heard of it. One that is older is not of this download. */
  async function isNamedSince(ref: FileRef, askedAtMs: number | undefined): Promise<boolean> {
    const stat = askedAtMs === undefined ? null : await files.stat(ref)
    return stat !== null && stat.modifiedAtMs >= (askedAtMs as number)
  }

  async function erase(id: string, model: Model): Promise<void> {
    await host.store.forget(model)
    await files.deleteFolder(modelFolder(id))
  }

  function run(effect: Effect): Promise<void> | null {
    switch (effect.type) {
      case 'start':
        runs.start(effect.id, effect.run, effect.model)
        return null
      case 'stop':
        // A pause is taken at once; what it commits is reported when it is done.
        void runs.stop(effect.id)
        return null
      case 'wake':
        wake(effect.atMs)
        return null
      case 'save':
        return host.store.saveRecord(effect.record)
      case 'save-order':
        return host.store.saveOrder(effect.order)
      case 'discard':
        return runs.stopThen(effect.id, () => discard(effect.id, effect.model))
      case 'erase':
        return runs.stopThen(effect.id, () => erase(effect.id, effect.model))
    }
  }

  return async (effects) => {
    await Promise.all(
      effects.map(async (effect) => {
        try {
          await run(effect)
        } catch (thrown) {
          if (!('id' in effect)) return
          const what = `What was decided about model "${effect.id}" could not be kept on disk. Check the models' directory, then try again.`
          send({ type: 'broken', id: effect.id, error: errorDataOf(thrown, 'storage-io', what) })
        }
      }),
    )
  }
}
