import type { Effect } from '../core/effect.js'
import { type ErrorData, errorDataOf } from '../core/errors.js'
import type { Input } from '../core/input.js'
import type { Model } from '../core/model.js'
import type { DownloadRecord } from '../core/record.js'
import { modelFolder } from '../core/safe-path.js'
import type { Version } from '../core/version.js'
import type { FileRef } from '../ports/files.js'
import type { HostContext } from './context.js'
import { lookAtOrigin } from './look-at-origin.js'
import type { Probes } from './probes.js'
import type { Runs } from './runs.js'

const LONGEST_NAP_MS = 60_000
/** Effects whose failure is the answer to the command that asked for them. */
const TOLD: ReadonlySet<Effect['type']> = new Set(['discard', 'erase', 'look'])

/** Carries out effects. Settles when what a command asked for is durable, with the error where a deletion failed. Never rejects. */
export type EffectRunner = (effects: readonly Effect[]) => Promise<ErrorData | null>

export function createEffectRunner(
  host: HostContext,
  runs: Runs,
  probes: Probes,
  send: (input: Input) => void,
): EffectRunner {
  const { clock, files } = host.platform
  const deletions = new Map<string, Promise<void>>()
  /** The latest word on each model, while it is on its way to the journal, or where it did not get there. */
  const saves = new Map<string, Promise<void>>()
  let hasAskedToPersist = false
  let cancelWake: (() => void) | null = null

  function wake(atMs: number | null): void {
    cancelWake?.()
    cancelWake = null
    if (atMs === null) return
    const left = Math.max(0, atMs - clock.now())
    // Timers stand still while a machine sleeps, and a clock may be put on or back: the core asks again when it was woken too early.
    cancelWake = clock.setTimer(Math.min(left, LONGEST_NAP_MS), () => send({ type: 'woken' }))
  }

  async function discard(id: string, model: Model, { generation }: Version): Promise<void> {
    const folder = modelFolder(id, generation)
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

  async function erase(id: string, model: Model, { generation, installed, stale }: Version): Promise<void> {
    await host.store.forget(model)
    saves.delete(id)
    const generations = new Set([generation, ...(installed === null ? [] : [installed.generation]), ...stale])
    for (const each of generations) await files.deleteFolder(modelFolder(id, each))
  }

  /** What cannot be deleted now, because a program has it open, is tried again at the next start. */
  async function tidy(id: string, generations: readonly number[]): Promise<void> {
    // Without its new word the journal still counts on these folders.
    const isLost = await saves.get(id)?.then(
      () => false,
      () => true,
    )
    if (isLost === true) return
    const deleted: number[] = []
    for (const each of generations) {
      await files.deleteFolder(modelFolder(id, each)).then(
        () => deleted.push(each),
        () => undefined,
      )
    }
    if (deleted.length > 0) send({ type: 'tidied', id, generations: deleted })
  }

  async function look(id: string, model: Model, generation: number): Promise<void> {
    const worths = host.store.at(generation).get(id)?.worths ?? {}
    send({ type: 'looked', id, generation, sightings: await lookAtOrigin(host, model, worths) })
  }

  /** Deletes when the run has let go. What is saved of the model meanwhile is of its successor, and waits. */
  function deleteFirst(id: string, task: () => Promise<void>): Promise<void> {
    const deletion = runs.stopThen(id, task)
    const settled = deletion
      .catch(() => undefined)
      .finally(() => {
        if (deletions.get(id) === settled) deletions.delete(id)
      })
    deletions.set(id, settled)
    return deletion
  }

  async function saveAfterDeletion(id: string, record: DownloadRecord): Promise<void> {
    await deletions.get(id)
    await host.store.saveRecord(record)
  }

  function save(id: string, record: DownloadRecord): Promise<void> {
    const saving = saveAfterDeletion(id, record)
    saves.set(id, saving)
    const forget = (): void => {
      if (saves.get(id) === saving) saves.delete(id)
    }
    saving.then(forget, () => undefined)
    return saving
  }

  /** At the first download: a person who sees the question then knows what it is about. */
  async function askToPersist(): Promise<void> {
    if (hasAskedToPersist || files.persist === undefined) return
    hasAskedToPersist = true
    const persisted = await files.persist().catch(() => null)
    if (persisted !== null) send({ type: 'storage', storage: { persisted } })
  }

  function run(effect: Effect): Promise<void> | null {
    switch (effect.type) {
      case 'start':
        void askToPersist()
        runs.start(effect.id, effect.run, effect.model, effect.version, effect.task)
        return null
      case 'stop':
        // A pause is taken at once; what it commits is reported when it is done.
        void runs.stop(effect.id)
        return null
      case 'wake':
        wake(effect.atMs)
        return null
      case 'probe':
        void probes
          .ask(effect.url, effect.privateOrigins)
          .then((isReachable) => send({ type: 'probed', origin: effect.origin, isReachable }))
        return null
      case 'limit':
        host.bandwidth.setLimit(effect.bytesPerSecond)
        return null
      case 'save':
        return save(effect.id, effect.record)
      case 'save-order':
        return host.store.saveOrder(effect.order)
      case 'discard':
        return deleteFirst(effect.id, () => discard(effect.id, effect.model, effect.version))
      case 'erase':
        return deleteFirst(effect.id, () => erase(effect.id, effect.model, effect.version))
      case 'tidy':
        return runs.stopThen(effect.id, () => tidy(effect.id, effect.generations))
      case 'look':
        return look(effect.id, effect.model, effect.generation)
    }
  }

  return async (effects) => {
    const failures = await Promise.all(
      effects.map(async (effect) => {
        try {
          await run(effect)
          return null
        } catch (thrown) {
          if (!('id' in effect)) return null
          const what = `What was decided about model "${effect.id}" could not be kept on disk. Check the models' directory, then try again.`
          const error = errorDataOf(thrown, 'storage-io', what)
          // A question that was not answered breaks nothing.
          if (effect.type !== 'look') send({ type: 'broken', id: effect.id, error })
          return TOLD.has(effect.type) ? error : null
        }
      }),
    )
    return failures.find((failure) => failure !== null) ?? null
  }
}
