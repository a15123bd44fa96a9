import { isActive } from '../core/download.js'
import { EngineError } from '../core/errors.js'
import { modelFolder } from '../core/safe-path.js'
import type { EngineState } from '../core/state.js'
import type { HostContext } from './context.js'
import { asLeftover, knownNames, type Leftover } from './storage.js'
import { versionsOf } from './stored-versions.js'

/** What a sweep takes. */
export interface Old {
  /** Downloads whose partial was last written long enough ago. Whether they may go is the core's to say. */
  readonly ids: readonly string[]
  /** Partials without a download, and files that were on their way in when a run ended. */
  readonly leftovers: readonly Leftover[]
}

/**
 * Finds partials that were last written longer ago than `olderThanMs`.
 *
 * @throws EngineError `invalid-command`, or of storage
 */
export async function findOld(host: HostContext, state: EngineState, olderThanMs: unknown): Promise<Old> {
  if (typeof olderThanMs !== 'number' || !(olderThanMs >= 0)) {
    throw new EngineError(
      'invalid-command',
      'A sweep needs an age: olderThanMs, a number of milliseconds of 0 or more.',
    )
  }
  const { clock, files } = host.platform
  const since = clock.now() - olderThanMs
  const ids: string[] = []
  for (const entry of host.store.list()) {
    const latest = versionsOf(entry).find(({ isWhole }) => !isWhole)
    if (latest === undefined) continue
    const { model, folder } = latest
    const parts = model.files.map(({ path }) => files.statPart({ folder, path }))
    const times = (await Promise.all(parts)).flatMap((part) => (part === null ? [] : [part.modifiedAtMs]))
    if (times.length > 0 && Math.max(...times) <= since) ids.push(model.id)
  }
  const known = knownNames(host)
  const busy = busyFolders(state)
  const leftovers = ((await files.survey?.()) ?? []).flatMap((found) => {
    const leftover = found.modifiedAtMs <= since ? asLeftover(found) : null
    if (leftover === null || busy.has(leftover.folder)) return []
    return leftover.state === 'incoming' || !known.has(found.name.normalize('NFC')) ? [leftover] : []
  })
  return { ids, leftovers }
}

/** Deletes leftovers, but those that somebody has asked for meanwhile. One that is gone by now is as good. */
export async function clearLeftovers(
  { platform: { files } }: HostContext,
  leftovers: readonly Leftover[],
  now: () => EngineState,
): Promise<void> {
  for (const { folder, path, state } of leftovers) {
    if (busyFolders(now()).has(folder)) continue
    const ref = { folder, path }
    if (state === 'part') await files.deletePart(ref)
    else await files.incoming?.drop(ref)
  }
}

/** Folders that a run writes to, or will. */
function busyFolders(state: EngineState): ReadonlySet<string> {
  const active = [...state.downloads.values()].filter(({ status }) => isActive(status))
  return new Set(active.map(({ model, version }) => modelFolder(model.id, version.generation)))
}
